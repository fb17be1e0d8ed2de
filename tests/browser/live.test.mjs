// Changes are pushed: over WebSockets and server-sent events, across two servers of one database.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { createClient as createEventClient } from 'graphql-sse';
import WebSocket from 'ws';
import { Server } from './server.mjs';
import { Subscribers } from './subscribers.mjs';

const CHANGES = 'subscription($after: String) { changes(after: $after) { cursor resync changes { subject subjectId action } } }';
const PROTOCOL = 'graphql-transport-ws';

let one;
let two;
let county;
let city;
let household;
before(async () => {
  one = await Server.start();
  const url = one.command('database-url', '--role', 'admin').stdout.trim();
  two = await Server.beside(one, { DATABASE_URL: url });
  county = await one.signIn('lanshan');
  city = await one.signIn('shizong');
  const data = await one.ask('{ households(first: 1) { nodes { id version } } }', {}, { token: county });
  household = data.households.nodes[0];
});
after(async () => {
  await two?.stop();
  await one?.stop();
});

/** Changes the household through a server; answers nothing but that it was done. */
async function change(server, note) {
  const read = await server.ask('query($id: ID!) { household(id: $id) { version } }', { id: household.id }, { token: county });
  const data = await server.ask(
    'mutation($input: UpdateHouseholdInput!) { updateHousehold(input: $input) { errors { code message } } }',
    { input: { id: household.id, version: read.household.version, note } },
    { token: county },
  );
  assert.deepEqual(data.updateHousehold.errors, []);
}

function client(server, token, options = {}) {
  return createClient({
    url: `${server.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    lazy: true,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${token}` },
    ...options,
  });
}

async function next(messages) {
  const late = wait(15_000).then(() => assert.fail('no message came'));
  const { value } = await Promise.race([messages.next(), late]);
  assert.equal(value.errors, undefined, JSON.stringify(value));
  return value.data.changes;
}

function touches(message) {
  return message.changes.some((one) => one.subject === 'HOUSEHOLD' && one.subjectId === household.id);
}

test('a change through one server reaches subscribers of the other, over WebSockets and as events', async () => {
  const socket = client(two, city);
  const messages = socket.iterate({ query: CHANGES });
  const events = createEventClient({ url: `${two.url}/graphql`, headers: { authorization: `Bearer ${county}` }, retryAttempts: 0 });
  const told = events.iterate({ query: CHANGES });
  await next(messages);
  await next(told);
  await change(one, '第一次');
  assert.ok(touches(await next(messages)), 'over a WebSocket');
  assert.ok(touches(await next(told)), 'as an event');
  await messages.return();
  await told.return();
  await socket.dispose();
});

test('who was away comes back with the cursor and has missed nothing', async () => {
  const before = client(one, city);
  const messages = before.iterate({ query: CHANGES });
  const { cursor } = await next(messages);
  await messages.return();
  await before.dispose();
  await change(one, '离线时');
  const again = client(two, city);
  const rest = again.iterate({ query: CHANGES, variables: { after: cursor } });
  assert.ok(touches(await next(rest)));
  await rest.return();
  await again.dispose();
});

async function closed(server, act) {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, PROTOCOL);
  await new Promise((resolve) => socket.once('open', resolve));
  act(socket);
  return new Promise((resolve) => socket.once('close', (code) => resolve(code)));
}

test('who does not say who they are is shown the door, by the codes of the protocol', async () => {
  const start = { id: '1', type: 'subscribe', payload: { query: CHANGES } };
  assert.equal(await closed(one, (socket) => socket.send(JSON.stringify(start))), 4401);
  const forged = { type: 'connection_init', payload: { authorization: 'Bearer e30.e30.' } };
  assert.equal(await closed(one, (socket) => socket.send(JSON.stringify(forged))), 4403);
  assert.equal(await closed(one, (socket) => socket.send('{"type":"connection_init"}')), 4403);
  assert.equal(await closed(one, (socket) => socket.send('not json')), 4403);
  const without = await fetch(`${one.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: CHANGES }),
  });
  assert.match(await without.text(), /UNAUTHENTICATED/);
});

test('the session ends and so does what it subscribed to', async () => {
  const token = await two.signIn('feixian').catch(() => two.signIn('lanshan'));
  const socket = client(one, token);
  const messages = socket.iterate({ query: CHANGES });
  await next(messages);
  await two.ask('mutation { signOutEverywhere { errors { code } } }', {}, { token });
  // Wakes it, so that it need not wait until it is asked again.
  county = await one.signIn('lanshan');
  await change(one, '之后');
  const { value } = await messages.next();
  assert.equal(value.errors[0].extensions.code, 'UNAUTHENTICATED');
  await socket.dispose();
});

test('1,000 subscribers of one server all hear of a change', async (context) => {
  const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${one.child.pid}/status`, 'utf8'))[1]);
  const before = memory();
  const subscribers = await Subscribers.open(one, [city, county], 1000);
  const grown = memory() - before;
  context.diagnostic(`1,000 subscriptions take ${Math.round(grown / 1000)} KiB each`);
  const told = subscribers.all();
  await change(two, '众人');
  await Promise.race([told, wait(30_000)]);
  assert.equal(subscribers.heard, 1000);
  subscribers.close();
});

test('a server that stops tells its subscribers to connect again', async () => {
  const third = await Server.beside(one, { DATABASE_URL: two.env.DATABASE_URL });
  const code = closed(third, (socket) => {
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${city}` } }));
    socket.once('message', () => void third.stop());
  });
  assert.equal(await code, 1012);
});
