// What a request may ask for and how large it may be, over HTTP; each refusal says which limit it met.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { Server } from './server.mjs';

let server;
let token;
before(async () => {
  server = await Server.start({ households: 60, env: { LIANXIN_MAX_BODY_BYTES: '100000', LIANXIN_MAX_ALIASES: '10', LIANXIN_MAX_DEPTH: '8', LIANXIN_MAX_COMPLEXITY: '500' } });
  token = await server.signIn('lanshan');
});
after(() => server?.stop());

const aliases = (count) => `{ ${Array.from({ length: count }, (_, n) => `a${n}: viewer { __typename }`).join(' ')} }`;
const deep = (levels) => `{ viewer { union { ${'parent { '.repeat(levels)}name${' }'.repeat(levels)} } } }`;
const page = (rows) => `{ households(first: ${rows}) { nodes { id fileNumber } } }`;
const long = (bytes) => '{ viewer { __typename } } #'.padEnd(bytes, 'x');

for (const [name, within, beyond, code, said] of [
  ['aliases', aliases(10), aliases(11), 'GRAPHQL_VALIDATION_FAILED', /more than 10 aliases/],
  ['depth', deep(5), deep(6), 'QUERY_TOO_DEEP', /层数超过上限/],
  ['cost', page(100), page(100).replace('fileNumber', 'fileNumber hukou housing population labourForce'), 'QUERY_TOO_COMPLEX', /每页条数/],
  ['page', page(100), page(101), 'BAD_USER_INPUT', /1 到 100/],
  ['text', long(32 * 1024), long(32 * 1024 + 1), 'GRAPHQL_VALIDATION_FAILED', /longer than 32768 bytes/],
]) {
  test(`the limit of ${name}`, async () => {
    const good = await server.send(within, {}, { token });
    assert.equal(good.body.errors, undefined, JSON.stringify(good.body.errors));
    const { status, body } = await server.send(beyond, {}, { token });
    assert.equal(body.errors[0].extensions.code, code, JSON.stringify(body));
    assert.match(body.errors[0].message, said);
    assert.ok(status === 400 || code === 'BAD_USER_INPUT', String(status));
  });
}

test('the limit of the body', async () => {
  const send = (size) =>
    fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __typename }', variables: { x: 'x'.repeat(size) } }),
    });
  assert.equal((await send(99_000)).status, 200);
  const refused = await send(100_001);
  assert.equal(refused.status, 413);
  assert.equal((await refused.json()).errors[0].extensions.code, 'PAYLOAD_TOO_LARGE');
});

test('limits speak the language of the request', async () => {
  const { body } = await server.send(deep(9), {}, { token, headers: { 'accept-language': 'en' } });
  assert.equal(body.errors[0].message, 'the query nests deeper than is allowed; ask in several requests');
});

test('introspection is for the signed-in, whatever it hides behind', async () => {
  for (const query of [
    '{ __schema { queryType { name } } }',
    '{ __type(name: "Household") { name } }',
    'query A { ...F } fragment F on Query { __schema { queryType { name } } }',
    '{ a: __schema { queryType { name } } }',
    '{ ... on Query { __type(name: "Viewer") { name } } }',
  ]) {
    const visitor = await server.send(query);
    const said = JSON.stringify(visitor.body);
    assert.ok(!said.includes('"Query"') && !said.includes('"Household"') && !said.includes('"Viewer"'), said);
    const staff = await server.send(query, {}, { token });
    assert.equal(staff.body.errors, undefined, JSON.stringify(staff.body));
  }
  // Suggestions of the validator would tell the names one by one.
  const { body } = await server.send('{ household { id } viewr { post } }');
  assert.ok(!/did you mean|Did you mean/.test(JSON.stringify(body)), JSON.stringify(body));
});

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const persisted = (hash, version = 1) => ({ persistedQuery: { version, sha256Hash: hash } });

async function post(body) {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

test('a persisted query is sent once and then only its hash', async () => {
  const query = 'query Named($first: Int!) { households(first: $first) { nodes { fileNumber } } }';
  const hash = sha256(query);
  const unknown = await post({ extensions: persisted(hash), variables: { first: 2 } });
  assert.equal(unknown.body.errors[0].message, 'PersistedQueryNotFound');
  assert.equal(unknown.body.errors[0].extensions.code, 'PERSISTED_QUERY_NOT_FOUND');
  const both = await post({ query, extensions: persisted(hash), variables: { first: 2 } });
  assert.equal(both.body.data.households.nodes.length, 2);
  // With other variables, and whoever asks is asked anew who they are.
  const short = await post({ extensions: persisted(hash), variables: { first: 3 } });
  assert.equal(short.body.data.households.nodes.length, 3);
  const parameters = new URLSearchParams({ extensions: JSON.stringify(persisted(hash)), variables: '{"first":1}' });
  const get = await fetch(`${server.url}/graphql?${parameters}`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal((await get.json()).data.households.nodes.length, 1);
  const visitor = await fetch(`${server.url}/graphql?${parameters}`);
  assert.equal((await visitor.json()).errors[0].extensions.code, 'UNAUTHENTICATED');
});

test('a hash that is none, or of another text, is refused', async () => {
  const query = '{ viewer { __typename } }';
  for (const extensions of [persisted(sha256('other')), persisted('abc'), persisted(sha256(query), 2), persisted('é'.repeat(32))]) {
    const { status, body } = await post({ query, extensions });
    assert.equal(status, 400, JSON.stringify(body));
    assert.equal(body.data, undefined);
  }
  const mutation = 'mutation { signOut { errors { code } } }';
  // By a visitor, who has no session to end; what is kept is the text.
  await server.send(mutation);
  const parameters = new URLSearchParams({ extensions: JSON.stringify(persisted(sha256(mutation))) });
  const get = await fetch(`${server.url}/graphql?${parameters}`);
  assert.equal(get.status, 405, 'a mutation by GET, also by its hash');
});

test('the same idempotency key gives the same answer once, also after a restart', async () => {
  const viewer = await server.ask('{ viewer { union { id } } }', {}, { token });
  const create = 'mutation($input: CreateUnionInput!) { createUnion(input: $input) { union { id name } errors { code } } }';
  const input = { parentId: viewer.viewer.union.id, name: '重复提交公司工会', level: 'GRASSROOTS', idempotencyKey: 'limits-test-0001' };
  const answers = await Promise.all(Array.from({ length: 8 }, () => server.ask(create, { input }, { token })));
  const [first] = answers;
  assert.ok(first.createUnion.union.id);
  answers.forEach((answer) => assert.deepEqual(answer, first));
  server.child.kill('SIGTERM');
  await server.ended;
  await server.serve();
  assert.deepEqual(await server.ask(create, { input }, { token }), first);
  const other = await server.ask(create, { input: { ...input, name: '另一个公司工会' } }, { token });
  assert.equal(other.createUnion.errors[0].code, 'DUPLICATE');
});
