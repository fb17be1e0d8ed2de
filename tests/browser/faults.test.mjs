// Garbage, forgeries and kills: a clear refusal each, the server lives, nothing committed is lost.
import assert from 'node:assert/strict';
import { createHmac, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Server } from './server.mjs';

let server;
let token;
before(async () => {
  server = await Server.start();
  token = await server.signIn('lanshan');
});
after(() => server?.stop());

const VIEWER = '{ viewer { union { id name } } }';

async function lives() {
  const data = await server.ask(VIEWER, {}, { token });
  assert.equal(data.viewer.union.name, '兰山区总工会');
}

function withoutWords(text) {
  for (const word of ['SELECT', 'sqlx', 'panicked', 'pg_', 'lianxin_app', '.rs:']) {
    assert.ok(!text.includes(word), `the answer shows ${word}: ${text.slice(0, 300)}`);
  }
}

test('a body of 1 GB is refused before it is read', async () => {
  const { answer, sent } = await new Promise((resolve) => {
    let [sent, answer] = [0, ''];
    const { hostname, port } = new URL(server.url);
    const socket = net.connect(Number(port), hostname);
    const end = () => resolve({ answer, sent });
    socket.on('data', (data) => (answer += data)).on('close', end).on('error', () => {});
    socket.write(`POST /graphql HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: ${1024 ** 3}\r\n\r\n`);
    const chunk = Buffer.alloc(64 * 1024, 0x20);
    const push = () => {
      if (socket.destroyed || answer) return socket.destroy();
      sent += chunk.length;
      socket.write(chunk, () => setTimeout(push, 1));
    };
    setTimeout(push, 50);
  });
  assert.match(answer, /^HTTP\/1.1 413/);
  assert.ok(sent < 64 * 1024 * 1024, `${sent} bytes went through`);
  await lives();
});

test('a chunked body without a length is cut off too', async () => {
  const status = await new Promise((resolve) => {
    const request = http.request(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' } });
    request.once('response', (response) => {
      resolve(response.statusCode);
      request.destroy();
    });
    request.once('error', () => resolve('closed'));
    const chunk = Buffer.alloc(64 * 1024, 0x20);
    let sent = 0;
    const push = () => {
      if (request.destroyed || sent > 64 * 1024 * 1024) return request.end();
      sent += chunk.length;
      request.write(chunk, () => setImmediate(push));
    };
    push();
  });
  assert.ok([413, 'closed'].includes(status), String(status));
  await lives();
});

for (const [name, query] of [
  ['a query 1,000 deep', `${'{ viewer '.repeat(1000)}{ __typename }${' }'.repeat(1000)}`],
  ['a query 10,000 brackets deep and never closed', '{a'.repeat(10_000)],
  ['a union within a union, 30 deep', `{ viewer { union { ${'parent { '.repeat(30)}name${' }'.repeat(30)} } } }`],
  ['10,000 aliases', `{ ${Array.from({ length: 10_000 }, (_, i) => `a${i}: viewer { __typename }`).join(' ')} }`],
  ['fragments that spread themselves', '{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }'],
  ['a page of a million', '{ households(first: 1000000) { nodes { id } } }'],
  ['nested pages that multiply', '{ searchUnions(text: "工会", first: 100) { children(first: 100) { nodes { children(first: 100) { nodes { name } } } } } }'],
]) {
  test(`${name} is refused`, async () => {
    const { status, body } = await server.send(query, {}, { token });
    assert.ok(body.errors?.length > 0, JSON.stringify(body).slice(0, 200));
    assert.ok(status < 500, String(status));
    withoutWords(JSON.stringify(body));
    await lives();
  });
}

test('garbage instead of a request', async () => {
  for (const [body, type] of [
    ['', 'application/json'],
    ['[]', 'application/json'],
    ['{"query":', 'application/json'],
    ['{"query":{}}', 'application/json'],
    [Buffer.from([0xff, 0xfe, 0x00]), 'application/json'],
    ['[{"query":"{ __typename }"}]', 'application/json'],
    ['query={__typename}', 'application/x-www-form-urlencoded'],
    ['{ __typename }', 'application/graphql'],
    [`{"query":"{ __typename }","variables":${'['.repeat(100_000)}`, 'application/json'],
  ]) {
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': type }, body });
    assert.ok(response.status >= 400 && response.status < 500, `${response.status} for ${String(body).slice(0, 40)}`);
    withoutWords(await response.text());
  }
  await lives();
});

const SEARCH = 'query($text: String!) { searchUnions(text: $text) { name } households(filter: { text: $text }) { nodes { id } } staffMembers(filter: { text: $text }) { nodes { id } } }';

test('SQL, wildcards, NUL and emoji in every search', async () => {
  for (const text of ["'; DROP TABLE household; --", "' OR '1'='1", '%', '_', '\\', '%%%%', '\u0000', '👩‍👩‍👧', '\ud800', 'a'.repeat(10_000), '\u202e']) {
    const { status, body } = await server.send(SEARCH, { text }, { token });
    assert.ok(status < 500, `${status} ${JSON.stringify(body)}`);
    withoutWords(JSON.stringify(body));
    const found = body.data?.households?.nodes?.length ?? 0;
    assert.equal(found, 0, `${JSON.stringify(text)} found ${found} households`);
  }
  await lives();
});

const CREATE = 'mutation($input: CreateUnionInput!) { createUnion(input: $input) { union { name } errors { code message path } } }';

test('NUL, emoji and invisible characters in a name are told, SQL is just a name', async () => {
  const viewer = await server.ask(VIEWER, {}, { token });
  for (const name of ['甲\u0000乙工会', '\u202e工会\u202d', '', ' ', '工'.repeat(500)]) {
    const { body } = await server.send(CREATE, { input: { parentId: viewer.viewer.union.id, name, level: 'GRASSROOTS' } }, { token });
    const errors = body.data?.createUnion?.errors ?? body.errors;
    assert.ok(errors?.length > 0, `${JSON.stringify(name)}: ${JSON.stringify(body)}`);
    withoutWords(JSON.stringify(body));
  }
  const name = "甲公司'); DELETE FROM unions; --工会";
  const data = await server.ask(CREATE, { input: { parentId: viewer.viewer.union.id, name, level: 'GRASSROOTS' } }, { token });
  assert.ok(data.createUnion.union?.name === name || data.createUnion.errors.length > 0);
  await lives();
});

const base64 = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

test('expired, forged and unsigned tokens are nobody', async () => {
  const [head, payload, signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url'));
  const header = JSON.parse(Buffer.from(head, 'base64url'));
  assert.equal(header.alg, 'EdDSA');
  const jwks = await (await fetch(`${server.url}/.well-known/jwks.json`)).json();
  assert.ok(jwks.keys.every((key) => key.kty === 'OKP' && !('d' in key)), 'only public keys');
  const { privateKey } = generateKeyPairSync('ed25519');
  const forge = (head, claims, signed) => `${base64(head)}.${base64(claims)}.${signed(`${base64(head)}.${base64(claims)}`)}`;
  const mine = (text) => sign(null, Buffer.from(text), privateKey).toString('base64url');
  const tokens = {
    'not a token': 'abc',
    'alg none': forge({ ...header, alg: 'none' }, claims, () => ''),
    'alg None with a signature': forge({ ...header, alg: 'None' }, claims, () => signature),
    'signed by another key': forge(header, claims, mine),
    'HS256 with the public key': forge({ ...header, alg: 'HS256' }, claims, (text) => createHmac('sha256', jwks.keys[0].x).update(text).digest('base64url')),
    'an own key in the header': forge({ ...header, jwk: { kty: 'OKP', crv: 'Ed25519', x: base64('x'.repeat(32)) } }, claims, mine),
    'another person under the old signature': `${head}.${base64({ ...claims, sub: '00000000-0000-7000-8000-000000000000' })}.${signature}`,
    'without a signature': `${head}.${payload}.`,
    'expired': forge(header, { ...claims, exp: 1 }, mine),
    'ten kilobytes': 'a'.repeat(10_000),
  };
  for (const [name, forged] of Object.entries(tokens)) {
    const { status, body } = await server.send(VIEWER, {}, { token: forged });
    assert.equal(status, 401, `${name}: ${status} ${JSON.stringify(body)}`);
    assert.equal(body.errors[0].extensions.code, 'UNAUTHENTICATED', name);
    assert.ok(!body.data, name);
  }
  const basic = await server.send(VIEWER, {}, { headers: { authorization: 'Basic bGFuc2hhbjp4' } });
  assert.ok(basic.status >= 400 && basic.status < 500);
  await lives();
});

test('a token that this server signed and that has expired is refused', async () => {
  const [head, payload] = token.split('.', 2).map((part) => JSON.parse(Buffer.from(part, 'base64url')));
  const file = JSON.parse(readFileSync(path.join(server.env.LIANXIN_DATA_DIR, 'keys/signing.json'), 'utf8'));
  const jwk = file.keys.find((one) => one.kid === head.kid);
  const key = createPrivateKey({ key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x, d: jwk.d }, format: 'jwk' });
  const signed = (claims) => {
    const text = `${base64(head)}.${base64(claims)}`;
    return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`;
  };
  const now = Math.floor(Date.now() / 1000);
  const answer = (claims) => server.send(VIEWER, {}, { token: signed(claims) });
  assert.equal((await answer({ ...payload, exp: now + 60 })).status, 200, 'the forgery itself works');
  assert.equal((await answer({ ...payload, exp: now - 60 })).status, 401);
  assert.equal((await answer({ ...payload, aud: 'elsewhere', exp: now + 60 })).status, 401);
  assert.equal((await answer({ ...payload, iss: 'somebody', exp: now + 60 })).status, 401);
  assert.equal((await answer({ ...payload, exp: undefined })).status, 401);
});

test('introspection is for the signed-in', async () => {
  const query = '{ __schema { types { name } } }';
  const visitor = await server.send(query);
  assert.ok(!visitor.body.data?.__schema, 'a visitor reads the schema');
  const staff = await server.send(query, {}, { token });
  assert.ok(staff.body.data.__schema.types.length > 50);
});

let killings = 0;

async function writeUntilKilled(writes, kill) {
  // A name that was written before would be refused.
  killings += 1;
  const viewer = await server.ask(VIEWER, {}, { token });
  const answered = [];
  let stop = false;
  const writer = async (n) => {
    for (let i = 0; !stop; i += 1) {
      const name = `第${killings}次第${n}队第${i}公司工会`;
      const input = { parentId: viewer.viewer.union.id, name, level: 'GRASSROOTS' };
      const answer = await server.send(CREATE, { input }, { token }).catch(() => undefined);
      if (answer?.body?.data?.createUnion?.union) answered.push(name);
      else await wait(20);
    }
  };
  const writers = Array.from({ length: writes }, (_, n) => writer(n));
  await wait(1500);
  await kill();
  stop = true;
  await Promise.allSettled(writers);
  return answered;
}

async function allThere(names) {
  assert.ok(names.length > 5, `only ${names.length} writes were answered`);
  const data = await server.ask('query($text: String!) { searchUnions(text: $text, first: 1) { name } }', { text: names[0] }, { token });
  assert.equal(data.searchUnions.length, 1);
  for (let from = 0; from < names.length; from += 20) {
    const part = names.slice(from, from + 20);
    const fields = part.map((name, i) => `u${i}: searchUnions(text: ${JSON.stringify(name)}, first: 3) { name }`).join(' ');
    const found = await server.ask(`{ ${fields} }`, {}, { token });
    part.forEach((name, i) => assert.ok(found[`u${i}`].some((union) => union.name === name), `${name} is lost`));
  }
  const verify = server.command('verify', 'all');
  assert.equal(verify.status, 0, verify.stdout + verify.stderr);
}

test('SIGKILL of the server in the middle of writes: what was answered is there', async () => {
  const names = await writeUntilKilled(6, () => server.kill());
  await server.serve();
  await allThere(names);
});

test('SIGKILL of PostgreSQL in the middle of writes: it comes back, what was answered is there', async () => {
  const names = await writeUntilKilled(6, async () => {
    const pid = Number(readFileSync(path.join(server.env.LIANXIN_DATA_DIR, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    await wait(500);
  });
  let back;
  for (let attempt = 0; attempt < 300 && !back; attempt += 1) {
    const answer = await server.send(VIEWER, {}, { token }).catch(() => undefined);
    back = answer?.body?.data?.viewer;
    // Out of reach is no fault of the server: whoever asks is told to come again.
    if (!back) assert.equal(answer?.body?.errors[0].extensions.code, 'UNAVAILABLE', JSON.stringify(answer?.body));
    if (!back) await wait(200);
  }
  assert.ok(back, 'the server does not come back');
  await allThere(names);
});

test('a second server on the same data says so and ends', async () => {
  const env = { ...server.env, LIANXIN_LISTEN: '127.0.0.1:0' };
  const second = server.command('serve', { env });
  assert.equal(second.status, 1);
  assert.match(second.stderr, new RegExp(`another lianxin process \\(${server.child.pid}\\) uses the data directory`));
  const sameAddress = server.command('serve');
  assert.equal(sameAddress.status, 1);
  assert.match(sameAddress.stderr, /is another server running/);
  await lives();
});

test('secrets and numbers stay out of the log', () => {
  assert.ok(!server.log.includes(token));
  assert.ok(!/\b\d{17}[\dXx]\b/.test(server.log), 'an identity number');
  const lines = server.log.split('\n').filter((line) => line.startsWith('{'));
  assert.ok(lines.length > 10 && lines.every((line) => !line.includes('lianxin-demo-2014')), 'a password');
});

test('SIGTERM in the middle of writes: what was begun is answered, and nothing is left behind', async () => {
  const viewer = await server.ask(VIEWER, {}, { token });
  const write = (n) => {
    const input = { parentId: viewer.viewer.union.id, name: `收尾第${n}公司工会`, level: 'GRASSROOTS' };
    return server.send(CREATE, { input }, { token }).then(({ status }) => status, (error) => error.cause?.code ?? String(error));
  };
  const begun = Array.from({ length: 40 }, (_, n) => write(n));
  await wait(60);
  const cluster = path.join(server.env.LIANXIN_DATA_DIR, 'postgres/cluster/postmaster.pid');
  assert.ok(existsSync(cluster));
  server.child.kill('SIGTERM');
  const { code, signal } = await server.ended;
  assert.deepEqual({ code, signal }, { code: 0, signal: null });
  const answers = await Promise.all(begun);
  // Answered, or not taken up any more.
  assert.ok(answers.every((one) => [200, 'ECONNREFUSED', 'UND_ERR_SOCKET', 'ECONNRESET'].includes(one)), answers.join());
  assert.ok(answers.filter((one) => one === 200).length > 0, answers.join());
  assert.ok(!existsSync(cluster), 'PostgreSQL goes on');
  const counted = server.command('verify', 'all');
  assert.equal(counted.status, 0, counted.stdout + counted.stderr);
  await server.serve();
  const written = await server.ask('query($text: String!) { searchUnions(text: $text, first: 100) { name } }', { text: '收尾第' }, { token });
  assert.ok(written.searchUnions.length >= answers.filter((one) => one === 200).length);
});
