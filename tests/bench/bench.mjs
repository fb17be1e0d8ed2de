// `make bench`: what the server does a second, beside what its database could do at best, in the same run.
import { availableParallelism, tmpdir } from 'node:os';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import path from 'node:path';

import { Server } from '../browser/server.mjs';
import { assertAlike } from './alike.mjs';
import { Database } from './database.mjs';
import { exporting } from './export.mjs';
import { fanningOut } from './fanOut.mjs';
import { importing } from './import.mjs';
import { Limit, example } from './limit.mjs';
import { Load } from './load.mjs';
import { operations } from './operations.mjs';
import { hashes } from './hashes.mjs';
import { administrators } from './people.mjs';
import { tools } from './tools.mjs';

const SCHEMA = 'city_3713';

const { values: options } = parseArgs({
  options: {
    households: { type: 'string', default: '20000' },
    clients: { type: 'string', default: '8,32' },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    data: { type: 'string' },
  },
});
const clients = options.clients.split(',').map(Number);
const [seconds, rounds] = [Number(options.seconds), Number(options.rounds)];

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function measure({ server, database: city, limit, load }, operation) {
  const tokens = new Map();
  for (const { by, visitor } of operation.requests) {
    if (!visitor && !tokens.has(by.login)) tokens.set(by.login, await server.signIn(by.login));
  }
  load.prepare(operation, tokens);
  const once = async (kind, settings) => {
    operation.before?.(city);
    return kind.run(operation, settings);
  };
  await check({ server, database: city, limit, tokens }, operation);
  const rows = [];
  for (const count of clients) {
    const warm = { clients: count, seconds: Math.min(seconds, 2) };
    await once(limit, warm);
    await once(load, warm);
    const [best, ours, checked] = [[], [], []];
    for (let round = 0; round < rounds; round += 1) {
      best.push(await once(limit, { clients: count, seconds }));
      ours.push(await once(load, { clients: count, seconds }));
      if (operation.checksPassword) checked.push(hashes({ clients: count, seconds }));
    }
    const database = median(best);
    const passwords = checked.length > 0 ? median(checked) : Infinity;
    rows.push({
      name: operation.name,
      clients: count,
      rate: median(ours.map(({ rate }) => rate)),
      p50: median(ours.map(({ p50 }) => p50)),
      p99: median(ours.map(({ p99 }) => p99)),
      // Each needs the processor for itself: what one takes the other can't have.
      limit: 1 / (1 / database + 1 / passwords),
      note: checked.length > 0 ? `${operation.name}, ${count} clients: passwords checked ${passwords.toFixed(0)}/s, database alone ${database.toFixed(0)}/s` : '',
    });
  }
  return rows;
}

/** Sends one request of each person and runs the limit's statement for the same: reads must agree, writes must work. */
async function check({ server, database, limit, tokens }, operation) {
  operation.before?.(database);
  const { document, requests, writes, name } = operation;
  const asked = new Set();
  for (const [index, { by, visitor, variables }] of requests.entries()) {
    if (asked.has(by.login)) continue;
    asked.add(by.login);
    const data = await server.ask(document, variables, { token: visitor ? undefined : tokens.get(by.login) });
    const refused = writes && Object.values(data).flatMap(({ errors }) => errors);
    if (refused?.length > 0) throw new Error(`${name}: ${JSON.stringify(refused)}`);
    if (writes) break;
    const answer = database.run(example(operation, SCHEMA, limit.uuid, index + 1), limit.url, process.env);
    assertAlike(data, JSON.parse(answer.slice(answer.indexOf('{"'))), `${name} by ${by.login}`);
  }
}

const share = (row) => `${((row.rate / row.limit) * 100).toFixed(0)} %`;

const asked = (rows) =>
  table(
    ['operation', 'clients', 'requests/s', 'p50 ms', 'p99 ms', 'limit/s', 'of limit'],
    rows.map((row) => [row.name, String(row.clients), row.rate.toFixed(0), row.p50.toFixed(1), row.p99.toFixed(1), row.limit.toFixed(0), share(row)]),
  );

const done = (rows) =>
  table(
    ['work', 'of', 'each/s', 'limit/s', 'of limit', 'MiB before', 'MiB at most'],
    rows.map((row) => [row.name, row.size, row.rate.toFixed(0), row.limit.toFixed(0), share(row), row.before.toFixed(0), row.peak.toFixed(0)]),
  );

function table(head, lines) {
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column].length)));
  const print = (line) => line.map((cell, n) => (n === 0 ? cell.padEnd(widths[n]) : cell.padStart(widths[n]))).join('  ');
  return [print(head), ...lines.map(print)].join('\n');
}

const found = tools();
const scratch = mkdtempSync(path.join(tmpdir(), 'lianxin-bench-'));
const log = openSync(path.join(scratch, 'server.log'), 'w');
console.log(`${options.households} households, ${availableParallelism()} cores, ${rounds} rounds of ${seconds} s …`);
const server = await Server.start({
  households: Number(options.households),
  data: options.data,
  log,
  // Room for the limit's connections beside the server's.
  conf: `max_connections = ${Math.max(...clients) + 50}\n`,
});
try {
  const url = (role) => server.command('database-url', '--role', role).stdout.trim();
  const database = new Database(found.psql, url('owner'), SCHEMA);
  const version = Number(database.run('SHOW server_version_num'));
  // Ids in the order of time fill an index at its end; older servers have no function for them.
  const uuid = version >= 180_000 ? 'uuidv7()' : 'gen_random_uuid()';
  const limit = new Limit(found.pgbench, url('app'), SCHEMA, uuid, scratch);
  const load = new Load(found.wrk, server, scratch);
  const rows = [];
  for (const operation of operations(database)) {
    if (!operation.name.includes(options.only)) continue;
    const measured = await measure({ server, database, limit, load }, operation);
    rows.push(...measured);
    console.log(asked(measured));
  }
  const [[city], [county]] = ['MUNICIPAL', 'COUNTY'].map((level) => administrators(database, level, 1));
  const works = [];
  for (const [name, work] of Object.entries({ import: importing, export: exporting, 'fan-out': fanningOut })) {
    if (!name.includes(options.only)) continue;
    // What the server closed while we waited for other programs is heard of only now, and not used again.
    await wait(200);
    const measured = await work({ server, database, limit, rounds, seconds, city, county, median });
    works.push(measured);
    console.log(done([measured]));
  }
  const tables = [rows.length > 0 && asked(rows), works.length > 0 && done(works)].filter(Boolean);
  const notes = [...rows, ...works].map(({ note }) => note).filter(Boolean);
  console.log(`\n${[...tables, notes.join('\n')].join('\n\n')}`);
} finally {
  await server.stop();
  rmSync(scratch, { recursive: true, force: true });
}
