// One change that everybody watches: how long until each of 1,000 subscriptions has it, beside what the database
// needs to answer as many of them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { Subscribers } from '../browser/subscribers.mjs';
import { forget, held, most } from './memory.mjs';

const SUBSCRIPTIONS = 1000;

const FIRST = '{ households(first: 1) { nodes { id version } } }';
const CHANGE = 'mutation($input: UpdateHouseholdInput!) { updateHousehold(input: $input) { errors { message } } }';

async function change(server, token, note) {
  const { households } = await server.ask(FIRST, {}, { token });
  const [{ id, version }] = households.nodes;
  const { updateHousehold } = await server.ask(CHANGE, { input: { id, version, note } }, { token });
  if (updateHousehold.errors.length > 0) throw new Error(`fan-out: ${JSON.stringify(updateHousehold.errors)}`);
}

/** Subscriptions of the federation and of a county to everything below them. */
export async function fanningOut({ server, database, limit, rounds, seconds, city, county, median }) {
  const tokens = [await server.signIn(city.login), await server.signIn(county.login)];
  const before = held(server.child.pid);
  forget(server.child.pid);
  const snapshot = database.run('SELECT pg_current_snapshot()');
  const subscribers = await Subscribers.open(server, tokens, SUBSCRIPTIONS);
  const each = ((held(server.child.pid) - before) / SUBSCRIPTIONS) * 1024;
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const look = {
    statement: readFileSync(path.join(import.meta.dirname, 'statements/look.sql'), 'utf8'),
    requests: [city, county].map((by) => ({ by, keys: { staff: by.staff, union: by.union, path: by.path, snapshot, today } })),
  };
  const [ours, alone] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    // What the round before woke is asleep again.
    await wait(1000);
    const told = subscribers.all();
    const began = performance.now();
    await change(server, tokens[1], `第 ${round + 1} 次`);
    await Promise.race([told, wait(60_000)]);
    if (subscribers.heard < SUBSCRIPTIONS) throw new Error(`fan-out: ${subscribers.heard} of ${SUBSCRIPTIONS} heard of it`);
    ours.push((performance.now() - began) / 1000);
    alone.push(limit.run(look, { clients: 8, seconds }));
  }
  subscribers.close();
  return {
    name: 'fan-out',
    size: `${SUBSCRIPTIONS} subscriptions`,
    rate: SUBSCRIPTIONS / median(ours),
    limit: median(alone),
    before,
    peak: most(server.child.pid),
    note: `fan-out: all had it after ${median(ours).toFixed(2)} s; ${each.toFixed(0)} KiB a subscription`,
  };
}
