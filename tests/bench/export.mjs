// Every member of the city as a workbook, beside the same rows read by PostgreSQL alone.
import { facts } from './people.mjs';
import { forget, held, most } from './memory.mjs';

const ORDER = 'mutation($input: ExportListInput!) { exportList(input: $input) { export { url } errors { message } } }';

/** Orders the table and reads the workbook to its end; answers the seconds. */
async function fetched(server, token) {
  const list = { members: { subtree: true } };
  const { exportList } = await server.ask(ORDER, { input: { list } }, { token });
  if (exportList.errors.length > 0) throw new Error(`export: ${JSON.stringify(exportList.errors)}`);
  const began = performance.now();
  const response = await fetch(server.url + exportList.export.url);
  if (!response.ok) throw new Error(`export: ${await response.text()}`);
  for await (const part of response.body) if (part.length === 0) throw new Error('export: an empty part');
  return (performance.now() - began) / 1000;
}

/** Reads what the table shows of each member in one statement. */
function read(database, limit, by) {
  const known = Object.entries(facts(by)).map(([name, value]) => `set_config('lianxin.${name}', '${value}', true)`);
  const began = performance.now();
  const rows = database.run(
    `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
     SELECT set_config('search_path', '"${limit.schema}", public', true), ${known.join(', ')};
     COPY (SELECT h.file_number, h.masked_name, u.name, m.masked_name, m.relation, m.sex, m.birth_year, m.masked_id_number,
                  m.education, m.migrant_worker, m.contract_signed, m.social_insurance, m.union_member, m.wish
           FROM household h JOIN unions u ON u.id = h.union_id JOIN member m ON m.household_id = h.id
           WHERE m.removed_on IS NULL AND h.union_path >= '${by.path}' AND h.union_path < '${by.path}~'
           ORDER BY h.union_path, h.id, m.position) TO STDOUT;
     COMMIT;`,
    limit.url,
    process.env,
  );
  return { seconds: (performance.now() - began) / 1000, rows: rows.split('\n').length - 1 };
}

/** The members of all households of the city, masked, as its federation takes them along. */
export async function exporting({ server, database, limit, rounds, city, median }) {
  const token = await server.signIn(city.login);
  await fetched(server, token);
  const [before, ours, alone] = [held(server.child.pid), [], []];
  forget(server.child.pid);
  for (let round = 0; round < rounds; round += 1) {
    alone.push(read(database, limit, city));
    ours.push(await fetched(server, token));
  }
  const [{ rows }] = alone;
  return {
    name: 'export',
    size: `${rows} members`,
    rate: rows / median(ours),
    limit: rows / median(alone.map(({ seconds }) => seconds)),
    before,
    peak: most(server.child.pid),
  };
}
