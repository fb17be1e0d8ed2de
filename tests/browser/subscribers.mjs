// Many subscriptions of one server at once, each on a WebSocket of its own.
import WebSocket from 'ws';

const CHANGES = 'subscription { changes { changes { subject } } }';

export class Subscribers {
  /** Opens `count` of them, one after the other, in the names of whoever the tokens are of. */
  static async open(server, tokens, count) {
    const all = new Subscribers();
    all.sockets = [];
    all.heard = 0;
    for (let n = 0; n < count; n += 1) await all.add(server, tokens[n % tokens.length]);
    return all;
  }

  add(server, token) {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    this.sockets.push(socket);
    const send = (message) => socket.send(JSON.stringify(message));
    socket.once('open', () => send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.once('close', (code) => reject(new Error(`a subscription was closed: ${code}`)));
      socket.on('message', (text) => {
        const { type, payload } = JSON.parse(text);
        if (type === 'connection_ack') send({ id: '1', type: 'subscribe', payload: { query: CHANGES } });
        if (type === 'ping') send({ type: 'pong' });
        if (type !== 'next') return;
        // The first message only greets.
        if (payload.data.changes.changes.length > 0) this.hear();
        resolve();
      });
    });
  }

  hear() {
    this.heard += 1;
    if (this.heard === this.sockets.length) this.whole?.();
  }

  /** Resolves when each of them has heard of a change since this was called. */
  all() {
    this.heard = 0;
    return new Promise((resolve) => (this.whole = resolve));
  }

  close() {
    for (const socket of this.sockets) socket.removeAllListeners('close').terminate();
  }
}
