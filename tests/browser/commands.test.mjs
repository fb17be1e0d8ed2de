// The commands of the binary as an operator types them: what they say, and the status they end with.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Server } from './server.mjs';

const TREE = 'server/demo/linyi.csv';

let server;
before(async () => {
  server = await Server.start({ households: 60 });
});
after(() => server?.stop());

function good(...args) {
  const done = server.command(...args);
  assert.equal(done.status, 0, `${args.join(' ')}: ${done.stdout}${done.stderr}`);
  return done.stdout;
}

function bad(...args) {
  const done = server.command(...args);
  assert.equal(done.status, 1, `${args.join(' ')}: ${done.stdout}${done.stderr}`);
  assert.match(done.stderr, /^(.*\n)*lianxin: .+/, 'it says why');
  return done.stderr;
}

test('help teaches every command, and a mistake ends with 2', () => {
  const help = good('--help');
  for (const command of ['serve', 'migrate', 'demo', 'user', 'import-tree', 'keys', 'backup', 'restore', 'verify', 'schema', 'database-url']) {
    assert.match(help, new RegExp(`^ +${command} `, 'm'));
    const own = good(command, '--help');
    assert.ok(own.length > 200 && own.includes('Usage:'), command);
  }
  for (const wrong of [['sreve'], ['serve', 'now'], ['demo', '--households', 'many'], ['verify', 'money'], []]) {
    assert.equal(server.command(...wrong).status, 2, wrong.join(' '));
  }
});

test('an unknown key and a bad value end the start and say what is right', () => {
  const start = (env) => server.command('serve', { env: { ...server.env, ...env } });
  for (const [env, said] of [
    [{ LIANXIN_MAX_DEPT: '9' }, /there is no key 'LIANXIN_MAX_DEPT'; did you mean 'max_depth'/],
    [{ LIANXIN_MAX_DEPTH: 'deep' }, /max_depth = 'deep' is not allowed; it takes a whole number from 3 to 100/],
    [{ LIANXIN_CONFIG: '/nowhere/lianxin.toml' }, /can't read the configuration file \/nowhere\/lianxin.toml/],
    [{ LIANXIN_GATEWAY_SECRET: 'geheim' }, /gateway_secret = \(hidden\) is not allowed; it takes whsec_/],
    [{ LIANXIN_MAIL_HOST: 'mail.example.cn', LIANXIN_MAIL_PASSWORD: 'geheim', LIANXIN_LISTEN: '127.0.0.1:0' }, /set `public_url`: messages point people there/],
    [{ LIANXIN_GATEWAY_URL: 'ftp://geheim@gateway', LIANXIN_LISTEN: '127.0.0.1:0' }, /gateway_url = \(hidden\) is not allowed/],
    [{ DATABASE_URL: 'mysql://root:geheim@db/x' }, /database_url = \(hidden\) is not allowed/],
    [{ DATABASE_URL: 'postgres://nobody:geheim@127.0.0.1:1/x', LIANXIN_LISTEN: '127.0.0.1:0' }, /127\.0\.0\.1:1/],
  ]) {
    const { status, stdout, stderr } = start(env);
    assert.equal(status, 1, stdout + stderr);
    assert.match(stderr, said);
    assert.ok(!`${stdout}${stderr}`.includes('geheim'), 'a password is shown');
  }
  const file = path.join(server.dataDir, 'lianxin.toml');
  writeFileSync(file, 'max_depth = 9\nlisten_on = "127.0.0.1:0"\n');
  const named = server.command('--config', file, 'serve');
  assert.equal(named.status, 1);
  assert.match(named.stderr, /lianxin\.toml: there is no key 'listen_on'/);
});

test('a tree is imported once; a second time nothing changes', () => {
  const first = good('import-tree', TREE);
  assert.match(first, /0 unions founded, 4356 were there already/);
  assert.equal(good('import-tree', TREE), first);
  const broken = path.join(server.dataDir, 'broken.csv');
  writeFileSync(broken, 'code,name,level,parent_code\n3713,临沂市,city,\n371302,兰山区,province,3713\n');
  assert.match(bad('import-tree', broken), /line 3/);
  writeFileSync(broken, 'code,name\n3713,临沂市\n');
  assert.match(bad('import-tree', broken), /can't be read/);
  assert.match(bad('import-tree', '/nowhere.csv'), /can't read \/nowhere.csv/);
  assert.match(bad('demo'), /holds a city already/);
  assert.equal(good('demo', '--if-empty'), '');
});

test('the first administrator is invited, and a password is reset, by a code', async () => {
  const invited = good('user', 'add', '--union', '371311', '--name', '王试用');
  assert.match(invited, /invited as administrator of 罗庄区总工会/);
  const code = invited.match(/shown once: (\S+)/)[1];
  const accept = 'mutation($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { viewer { union { name } } errors { code } } }';
  const input = { code, login: 'wangshiyong', password: 'lianxin-first-2014' };
  const accepted = await server.ask(accept, { input });
  assert.deepEqual(accepted.acceptInvitation, { viewer: { union: { name: '罗庄区总工会' } }, errors: [] });
  const again = await server.ask(accept, { input: { ...input, login: 'another' } });
  assert.equal(again.acceptInvitation.errors.length, 1);

  const reset = good('user', 'reset', '--login', 'wangshiyong').match(/shown once: (\S+)/)[1];
  const set = 'mutation($input: ResetPasswordInput!) { resetPassword(input: $input) { viewer { person { login } } errors { code } } }';
  const done = await server.ask(set, { input: { code: reset, password: 'lianxin-second-2014' } });
  assert.deepEqual(done.resetPassword, { viewer: { person: { login: 'wangshiyong' } }, errors: [] });
  await server.signIn('wangshiyong', 'lianxin-second-2014');

  assert.match(bad('user', 'add', '--union', '999999', '--name', '王试用'), /there is no union '999999'/);
  assert.match(bad('user', 'add', '--union', '371311', '--name', '1'), /is no name/);
  assert.match(bad('user', 'reset', '--login', 'nobody-at-all'), /nobody with a post has the login name/);
  assert.match(bad('verify', '--city', '9999'), /there is no city '9999'; there are: 临沂市 \(3713\)/);
});

test('signing keys rotate while the server works', async () => {
  const token = await server.signIn('lanshan');
  const before = good('keys', 'list');
  assert.match(before, /signs\nvault keys\n {2}\d+ {2}seals/);
  assert.match(good('keys', 'rotate', 'signing'), /signs from now on/);
  assert.match(good('keys', 'list'), /verifies/);
  // The token of the former key is good until its end.
  assert.equal((await server.send('{ viewer { person { login } } }', {}, { token })).status, 200);
  assert.ok(!good('keys', 'list').includes('PRIVATE'));
});

test('the schema is printed, and the database has an address', () => {
  assert.match(good('schema'), /^type Query/m);
  assert.match(good('database-url'), /^postgres:\/\/lianxin_owner:/);
  assert.match(good('database-url', '--role', 'admin'), /^postgres:\/\/lianxin_admin:/);
  assert.match(good('migrate'), /up to date. Cities: 临沂市/);
});

test('a backup taken while the server works is restored whole, with its keys and without', async () => {
  const token = await server.signIn('lanshan');
  const register = 'mutation($input: RegisterHouseholdInput!) { registerHousehold(input: $input) { household { id fileNumber } errors { code message } } }';
  const viewer = await server.ask('{ viewer { union { id } } }', {}, { token });
  const idNumber = '371390198001010019';
  const input = {
    unionId: viewer.viewer.union.id, kind: 'LINKED', address: '试用路 1 号', hukou: 'RURAL', housing: 'RENT', population: 1, labourForce: 1,
    annualIncomePerHead: '9800.00', mainCause: 'ILLNESS', tier: 'DEEP',
    members: [{ name: '示例丙', relation: 'SELF', idNumber, health: 'GOOD', education: 'PRIMARY', migrantWorker: true }],
  };
  const registered = await server.ask(register, { input }, { token });
  assert.deepEqual(registered.registerHousehold.errors, []);
  const { id } = registered.registerHousehold.household;

  const backups = path.join(server.dataDir, 'backups');
  mkdirSync(backups);
  const whole = path.join(backups, 'whole.tar');
  const bare = path.join(backups, 'bare');
  assert.match(good('backup', '--with-keys', whole), /The keys are in it/);
  assert.match(good('backup', bare), /The keys are not in it: keep a copy/);
  assert.ok(!existsSync(path.join(bare, 'keys')));
  assert.match(bad('backup', bare), /is there already/);
  assert.match(bad('restore', bare), /another lianxin process .* uses the data directory/);

  const data = server.env.LIANXIN_DATA_DIR;
  server.child.kill('SIGTERM');
  await server.ended;
  assert.match(bad('restore', bare), /has a database already/);
  for (const source of [whole, bare]) {
    renameSync(data, `${data}-before`);
    const said = good('restore', source);
    if (source === bare) {
      assert.match(said, /put them into/);
      // A server that would make new keys could read nothing, so it does not start without the old ones.
      assert.match(bad('serve'), /key/);
      rmSync(path.join(data, 'keys'), { recursive: true, force: true });
      cpSync(path.join(`${data}-before`, 'keys'), path.join(data, 'keys'), { recursive: true });
    }
    await server.serve();
    const query = 'query($id: ID!) { household(id: $id) { members { name idNumber } } }';
    const found = await server.ask(query, { id }, { token: await server.signIn('lanshan') });
    assert.deepEqual(found.household.members, [{ name: '示例丙', idNumber }]);
    good('verify', 'all');
    server.child.kill('SIGTERM');
    assert.equal((await server.ended).code, 0);
    rmSync(`${data}-before`, { recursive: true });
  }
  await server.serve();
});
