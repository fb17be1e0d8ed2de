// A roster from the upload of its file to the last household loaded, beside the same rows written by PostgreSQL alone.
import { setTimeout as wait } from 'node:timers/promises';

import { facts } from './people.mjs';
import { forget, held, most } from './memory.mjs';
import { roster } from './roster.mjs';

const HOUSEHOLDS = 10_000;

const READ = 'query($id: ID!) { roster(id: $id) { state remark faultyCount loadedHouseholdCount } }';
const LOAD = 'mutation($input: LoadRosterInput!) { loadRoster(input: $input) { errors { message } } }';

/** The tables that a roster fills, with the ids of each row that have to be others to be written once more. */
const TABLES = [
  ['household', ['id']],
  ['household_private', ['household_id']],
  ['member', ['id', 'household_id']],
  ['member_private', ['member_id', 'household_id']],
  ['household_change', ['id', 'household_id']],
  ['audit_entry', ['id', 'subject_id']],
];

/** Uploads, waits for the check, loads, and waits for the end; answers the seconds of both halves. */
async function load(server, token, union, bytes) {
  const until = async (id, reached) => {
    for (;;) {
      const { roster: found } = await server.ask(READ, { id }, { token });
      if (found.state === reached) return found;
      if (found.state === 'REFUSED' || found.remark) throw new Error(`import: ${JSON.stringify(found)}`);
      await wait(50);
    }
  };
  const began = performance.now();
  const headers = { authorization: `Bearer ${token}` };
  const sent = await fetch(`${server.url}/rosters?unionId=${union}&name=roster.xlsx`, { method: 'POST', headers, body: bytes });
  if (sent.status !== 202) throw new Error(`import: ${await sent.text()}`);
  const { id } = (await sent.json()).roster;
  const { faultyCount } = await until(id, 'CHECKED');
  if (faultyCount > 0) throw new Error(`import: ${faultyCount} households have faults`);
  const checked = performance.now();
  const { loadRoster } = await server.ask(LOAD, { input: { id } }, { token });
  if (loadRoster.errors.length > 0) throw new Error(`import: ${JSON.stringify(loadRoster.errors)}`);
  const { loadedHouseholdCount } = await until(id, 'LOADED');
  if (loadedHouseholdCount !== HOUSEHOLDS) throw new Error(`import: ${loadedHouseholdCount} households were loaded`);
  return { checking: (checked - began) / 1000, loading: (performance.now() - checked) / 1000 };
}

/** Copies the rows of the newest households of the union aside, with ids and numbers that nothing has yet. */
function copy(database, union, uuid) {
  const own = { household: `union_id = '${union}' ORDER BY id DESC LIMIT ${HOUSEHOLDS}`, audit_entry: `subject_id IN (SELECT id FROM bench_household)` };
  const take = ([table]) => `
    CREATE UNLOGGED TABLE bench_${table} AS SELECT * FROM ${table}
    WHERE ${own[table] ?? 'household_id IN (SELECT id FROM bench_household)'};`;
  const renew = ([table, ids]) => ids.map((column) => `UPDATE bench_${table} t SET ${column} = i.new FROM bench_id i WHERE i.old = t.${column};`).join('\n');
  const rows = TABLES.filter(([, [column]]) => column === 'id').map(([table]) => `SELECT id FROM bench_${table}`);
  database.run(`
    ${drop()}
    ${TABLES.map(take).join('')}
    CREATE UNLOGGED TABLE bench_id AS SELECT id AS old, ${uuid} AS new FROM (${rows.join(' UNION ALL ')}) AS r ORDER BY id;
    CREATE INDEX ON bench_id (old);
    ANALYZE bench_id;
    ${TABLES.map(renew).join('\n')}
    UPDATE bench_household SET file_number = 'B' || right(id::text, 20);
    UPDATE bench_member_private SET id_number_digest = sha256(id_number_digest || uuid_send(member_id));
    ${TABLES.map(([table]) => `GRANT SELECT ON bench_${table} TO lianxin_app; ANALYZE bench_${table};`).join('\n')}`);
}

const drop = () => `DROP TABLE IF EXISTS bench_id, ${TABLES.map(([table]) => `bench_${table}`).join(', ')};`;

/** Writes the copied rows in one transaction as the role of the application; answers the seconds. */
function write(database, limit, by) {
  const known = Object.entries(facts(by)).map(([name, value]) => `set_config('lianxin.${name}', '${value}', true)`);
  const insert = ([table, [column]]) => {
    // The transaction that wrote an entry is noted by the table itself.
    if (table !== 'audit_entry') return `INSERT INTO ${table} SELECT * FROM bench_${table} ORDER BY ${column};`;
    const columns = 'id, union_id, union_path, at, person_id, staff_id, actor_union_id, action, subject_kind, subject_id, summary, reason, request_id';
    return `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM bench_${table} ORDER BY id;`;
  };
  const began = performance.now();
  database.run(
    `BEGIN; SELECT set_config('search_path', '"${limit.schema}", public', true), ${known.join(', ')};
     ${TABLES.map(insert).join('\n')} COMMIT;`,
    limit.url,
    process.env,
  );
  return (performance.now() - began) / 1000;
}

/** Rosters of 10,000 households with 25,000 members into a county. */
export async function importing({ server, database, limit, rounds, county, median }) {
  const token = await server.signIn(county.login);
  const union = `union_${county.union.replaceAll('-', '')}`;
  // Nobody may stand in two of them, nor in the city from the last time.
  const years = Number(database.run(`SELECT count(*) / ${HOUSEHOLDS} FROM household_private WHERE address LIKE '枣园镇花名册村%'`));
  const next = (n) => roster(HOUSEHOLDS, 1935 + years + n).bytes;
  await load(server, token, union, next(0));
  const [before, ours, alone] = [held(server.child.pid), [], []];
  forget(server.child.pid);
  for (let round = 0; round < rounds; round += 1) {
    copy(database, county.union, limit.uuid);
    alone.push(write(database, limit, county));
    ours.push(await load(server, token, union, next(round + 1)));
  }
  database.run(drop());
  const rate = (seconds) => HOUSEHOLDS / median(seconds);
  return {
    name: 'import',
    size: `${HOUSEHOLDS} households`,
    rate: rate(ours.map(({ checking, loading }) => checking + loading)),
    limit: rate(alone),
    before,
    peak: most(server.child.pid),
    note: `import: checked in ${median(ours.map((one) => one.checking)).toFixed(1)} s, loaded in ${median(ours.map((one) => one.loading)).toFixed(1)} s`,
  };
}
