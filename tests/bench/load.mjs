// The load: wrk sends the requests of an operation, each client on a connection of its own.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export class Load {
  constructor(wrk, server, directory) {
    Object.assign(this, { wrk, server });
    this.file = path.join(mkdtempSync(path.join(directory, 'load-')), 'requests');
  }

  /** Writes the requests of an operation down; `tokens` by login name. */
  prepare(operation, tokens) {
    const { document: query, requests } = operation;
    const line = ({ by, visitor, variables }) => `${visitor ? '' : tokens.get(by.login)}\t${JSON.stringify({ query, variables })}\n`;
    writeFileSync(this.file, requests.map(line).join(''));
  }

  /** Requests a second and the milliseconds that half of them and all but one of a hundred stayed below. */
  run(operation, { clients, seconds }) {
    const script = path.join(import.meta.dirname, 'requests.lua');
    const done = spawnSync(
      this.wrk,
      ['-t', '2', '-c', String(clients), '-d', `${seconds}s`, '--timeout', '30s', '--latency', '-s', script, this.server.url,
        '--', this.file, operation.once ? 'once' : 'random'],
      { encoding: 'utf8' },
    );
    const result = /RESULT (\d+) (\d+) (\d+) (\d+) (\d+)/.exec(done.stdout);
    if (done.status !== 0 || !result) throw new Error(`wrk: ${done.stdout}${done.stderr}`);
    const [requests, micros, p50, p99, failures] = result.slice(1).map(Number);
    if (failures > 0) throw new Error(`${failures} of ${requests} requests failed:\n${done.stdout}`);
    if (operation.once && requests > operation.requests.length) {
      throw new Error(`${operation.name}: the city is too small to go on for ${seconds} s; take fewer --seconds or more --households`);
    }
    return { requests, rate: requests / (micros / 1e6), p50: p50 / 1000, p99: p99 / 1000 };
  }
}
