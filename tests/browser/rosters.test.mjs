// Rosters against a running server: the limits of their bodies, requests from elsewhere, and a kill in the middle of a load.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { idNumber } from './browser.mjs';
import { Server } from './server.mjs';

const HEADINGS = '姓名,与户主关系,身份证号,健康状况,文化程度,是否农民工,家庭住址,户口类型,住房类型,家庭人口,劳动力人数,年人均收入,主要致困原因,困难类别';
const head = (n) =>
  `花名册,户主,${idNumber(`19${60 + Math.floor(n / 900)}-01-01`, (n % 900) + 1)},良好,初中,是,枣园镇${n}号,农业,自建房,1,1,8000,患病,相对困难`;
const COUNT = '{ viewer { union { id figures { total(of: HOUSEHOLDS) } } } }';
const READ = 'query($id: ID!) { roster(id: $id) { state done total goodCount remark loadedHouseholdCount } }';
const LOAD = 'mutation($input: LoadRosterInput!) { loadRoster(input: $input) { errors { code message } } }';

let server;
let token;
let union;
before(async () => {
  server = await Server.start();
  token = await server.signIn('lanshan');
  union = (await server.ask(COUNT, {}, { token })).viewer.union.id;
});
after(() => server?.stop());

function send(body, headers = {}) {
  const url = `${server.url}/rosters?unionId=${union}&name=${encodeURIComponent('花名册.csv')}`;
  return fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}`, ...headers }, body });
}

const count = async () => (await server.ask(COUNT, {}, { token })).viewer.union.figures.total;
const read = async (id) => (await server.ask(READ, { id }, { token })).roster;

async function until(id, reached) {
  for (let tries = 0; tries < 3000; tries += 1) {
    const roster = await read(id);
    if (reached(roster)) return roster;
    await wait(50);
  }
  return assert.fail(`the roster does not get there: ${JSON.stringify(await read(id))}`);
}

test('a roster may be larger than other requests, and not larger than its own limit', async () => {
  const large = await send(Buffer.alloc(2 * 1024 * 1024, 'a'));
  assert.equal(large.status, 202, await large.text());
  const larger = await send(Buffer.alloc(33 * 1024 * 1024, 'a'));
  assert.equal(larger.status, 200);
  const { roster, errors } = await larger.json();
  assert.deepEqual([roster, errors[0].code, errors[0].path], [null, 'LIMIT', ['input', 'file']]);
  assert.match(errors[0].message, /文件超过 32 MB/);
  assert.equal(larger.headers.get('cache-control'), 'no-store');
  // The server closes the connection whose body it did not read to the end; nobody may be given it meanwhile.
  await wait(200);
});

test('another site can send nothing in a person\'s name, and nobody without a token', async () => {
  const foreign = await send(HEADINGS, { 'origin': 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' });
  assert.equal(foreign.status, 403);
  const nobody = await send(HEADINGS, { authorization: '' });
  assert.equal(nobody.status, 401);
  for (const path of ['/rosters/template.xlsx', '/rosters/roster_0190/faulty.xlsx', '/rosters']) {
    const response = await fetch(`${server.url}${path}`);
    assert.ok([401, 405].includes(response.status), `${path}: ${response.status}`);
  }
  const unknown = await fetch(`${server.url}/rosters/roster_x/faulty.xlsx`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(unknown.status, 404);
});

test('SIGKILL in the middle of a load leaves nothing of it, or all, and it can be loaded again', async () => {
  const households = 1500;
  const before = await count();
  const sent = await send([HEADINGS, ...Array.from({ length: households }, (_, n) => head(n))].join('\n'));
  const { id } = (await sent.json()).roster;
  const checked = await until(id, (roster) => roster.state === 'CHECKED');
  assert.equal(checked.goodCount, households);
  const { loadRoster } = await server.ask(LOAD, { input: { id } }, { token });
  assert.deepEqual(loadRoster.errors, []);
  const caught = await until(id, (roster) => roster.done > 0);
  await server.kill();
  await server.serve();
  const left = await count();
  if (caught.state === 'LOADING') assert.ok([before, before + households].includes(left), `${left} of ${households}`);
  const verify = server.command('verify', 'all');
  assert.equal(verify.status, 0, verify.stdout + verify.stderr);
  // Nobody is heard of any more: that is told, and it is loaded as if nothing had been.
  const after = await until(id, (roster) => roster.state !== 'LOADING');
  if (after.state === 'CHECKED') {
    assert.match(after.remark, /没有导入任何内容/);
    await server.ask(LOAD, { input: { id } }, { token });
    await until(id, (roster) => roster.state === 'LOADED');
  }
  assert.equal(await count(), before + households);
});
