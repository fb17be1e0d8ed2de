// The limit: pgbench runs the same transaction as the operation, as the same database role under the same policies.
//
// The scope's opening goes in one message (a pipeline), then one prepared statement, then the commit.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { facts } from './people.mjs';

const quote = (value) => `'${String(value).replaceAll("'", "''")}'`;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An array as one constant, of which nothing is planned; one of ids is not walked through to find the n-th. */
function constant(values) {
  const type = values.every((value) => UUID.test(value)) ? 'uuid' : 'text';
  return `(${quote(`{${values.map((value) => JSON.stringify(String(value))).join(',')}}`)}::${type}[])`;
}

/** One of many values, by the number of the request: an array in the text of the statement, so that it costs nothing. */
function choose(values) {
  const distinct = [...new Set(values)];
  if (distinct.length === 1) return quote(distinct[0]);
  if (distinct.length === values.length) return `${constant(values)}[:n]`;
  const places = values.map((value) => distinct.indexOf(value) + 1);
  return `${constant(distinct)}[('{${places.join(',')}}'::int[])[:n]]`;
}

const written = (value) => (Array.isArray(value) ? `{${value.join(',')}}` : value);

function fill(statement, requests, uuid) {
  return statement.replaceAll(/\{\{(\w+)\}\}/g, (_, key) =>
    key === 'uuid' ? uuid : choose(requests.map((request) => written(request.keys[key]))),
  );
}

/** The scope's opening: transaction, schema of the city, and what the policies read. */
function opening(schema, writes, requests, known) {
  const settings = Object.keys(known(requests[0])).map(
    (name) => `set_config('lianxin.${name}', ${choose(requests.map((request) => known(request)[name]))}::text, true)`,
  );
  const stand = `SELECT stand_at(${choose(requests.map(({ by }) => by.union))}::uuid, ${choose(requests.map(({ by }) => by.path))});\n`;
  return [
    '\\startpipeline\n',
    writes ? 'BEGIN;\n' : 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;\n',
    `SELECT set_config('search_path', '"${schema}", public', true), ${settings.join(', ')};\n`,
    '\\endpipeline\n',
    // A message of its own in the server too: it may fail.
    writes && !requests[0].visitor ? stand : '',
  ].join('');
}

/** The script of an operation for pgbench. `uuid` makes an id; where each request is sent once, clients share them out. */
export function script(operation, schema, uuid, clients) {
  const { requests, statement, attempt, writes, once } = operation;
  const number = once
    ? `\\set turn :turn + 1\n\\set n (:turn - 1) * ${clients} + :client_id + 1\n`
    : `\\set n random(1, ${requests.length})\n`;
  const signedIn = ({ by }) => facts(by);
  const first = attempt
    ? `${opening(schema, true, requests, ({ by }) => ({ presented: by.login }))}${fill(attempt, requests, uuid)};\nCOMMIT;\n`
    : '';
  const known = attempt ? ({ by }) => ({ presented: by.login, ...facts(by) }) : signedIn;
  return `${number}${first}${opening(schema, writes, requests, known)}${fill(statement, requests, uuid)};\nCOMMIT;\n`;
}

/** The same transaction once, for request `n` (from 1), as plain SQL: to compare answers. */
export function example(operation, schema, uuid, n) {
  return script({ ...operation, once: false }, schema, uuid, 1)
    .split('\n')
    .filter((line) => !line.startsWith('\\'))
    .join('\n')
    .replaceAll(':n]', `${n}]`);
}

export class Limit {
  constructor(pgbench, url, schema, uuid, directory) {
    Object.assign(this, { pgbench, url, schema, uuid, rates: new Map() });
    this.directory = mkdtempSync(path.join(directory, 'limit-'));
  }

  /** Transactions a second. */
  run(operation, { clients, seconds }) {
    // Where each request is sent once, they may not run out, and their keys may not make the statement long:
    // as many as took so long the last time.
    const wanted = Math.min(operation.requests.length, 1000, seconds * (this.rates.get(operation) ?? 200));
    const each = Math.floor(wanted / clients);
    const length = operation.once ? ['-t', String(each)] : ['-T', String(seconds)];
    const requests = operation.once ? operation.requests.slice(0, each * clients) : operation.requests;
    const file = path.join(this.directory, 'script.sql');
    writeFileSync(file, script({ ...operation, requests }, this.schema, this.uuid, clients));
    const done = spawnSync(
      this.pgbench,
      ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-D', 'turn=0', ...length, '-f', file, this.url],
      { encoding: 'utf8', env: { ...process.env, PGOPTIONS: '-c plan_cache_mode=force_generic_plan' } },
    );
    const rate = /tps = ([\d.]+) \(without/.exec(done.stdout);
    const failed = /number of failed transactions: (\d+)/.exec(done.stdout);
    if (done.status !== 0 || !rate || (failed && failed[1] !== '0')) throw new Error(`pgbench: ${done.stdout}${done.stderr}`);
    this.rates.set(operation, Number(rate[1]));
    return Number(rate[1]);
  }
}
