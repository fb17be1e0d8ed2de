// SQL, NUL, emoji and other oddities in every string that the API takes: found by introspection, so that
// a new field is tried on the day it comes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server } from './server.mjs';

let server;
let token;
let schema;
let known;
before(async () => {
  server = await Server.start();
  token = await server.signIn('lanshan');
  const { __schema } = await server.ask(
    `{ __schema { types { kind name inputFields { ...I } fields { name args { ...I } type { ...T } } enumValues { name } } } }
     fragment I on __InputValue { name defaultValue type { ...T } }
     fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`,
    {},
    { token },
  );
  schema = new Map(__schema.types.map((type) => [type.name, type]));
  known = await rows();
});
after(() => server?.stop());

/** Things that are there, so that a string is what a mutation stumbles over and not an id. */
async function rows() {
  const data = await server.ask(
    `{ viewer { union { id children(first: 3) { nodes { id version } } } }
       households(first: 30) { nodes { id version members { id version } pairings { id version } measures { id version } } }
       staffMembers(filter: { role: CADRE }, first: 5) { nodes { id version } } }`,
    {},
    { token },
  );
  // What was tried before may have closed one and ended what hung on it.
  const whole = (one) => one.members.length > 1 && one.pairings.length > 0 && one.measures.length > 0;
  const household = data.households.nodes.find(whole) ?? data.households.nodes[0];
  return {
    union: data.viewer.union.children.nodes[0],
    household,
    member: household.members.at(-1),
    pairing: household.pairings[0],
    measure: household.measures[0],
    staff: data.staffMembers.nodes.at(-1),
  };
}

/** Which thing an id of an input stands for: `cadreId` a cadre, `id` of `pairHousehold…` a household. */
function thing(field, name) {
  const words = `${name === 'id' ? '' : name} ${field}`.toLowerCase();
  const kinds = [
    [/member(?!s)|head/, known.member],
    [/measure/, known.measure],
    [/pairing/, known.pairing],
    [/cadre|staff|roles|password|person/, known.staff],
    [/household|helper|visit/, known.household],
    [/parent|union|steward|founding/, known.union],
  ];
  return kinds.find(([pattern]) => pattern.test(words))?.[1] ?? known.household;
}

/** A value of a type of the contract in which every string is the odd one. */
function value(type, odd, at, deep = 0) {
  if (type.kind === 'NON_NULL') return value(type.ofType, odd, at, deep);
  if (type.kind === 'LIST') return [value(type.ofType, odd, at, deep)];
  if (type.kind === 'ENUM') return schema.get(type.name).enumValues[0].name;
  if (type.kind === 'INPUT_OBJECT') {
    if (deep > 3) return undefined;
    const fields = schema.get(type.name).inputFields;
    return Object.fromEntries(fields.map((field) => [field.name, value(field.type, odd, { ...at, name: field.name }, deep + 1)]));
  }
  switch (type.name) {
    case 'Int':
      return at.name === 'version' ? (thing(at.field, 'id')?.version ?? 1) : 1;
    case 'Float':
      return 1;
    case 'Boolean':
      return false;
    case 'Date':
      return '2026-01-01';
    case 'DateTime':
      return '2026-01-01T00:00:00Z';
    case 'Money':
      return '1.00';
    case 'ID':
      return thing(at.field, at.name)?.id ?? odd;
    default:
      return at.name === 'idempotencyKey' ? undefined : odd;
  }
}

const named = (type) => type.name ?? named(type.ofType);
const text = (type) => (type.kind === 'NON_NULL' ? `${text(type.ofType)}!` : type.kind === 'LIST' ? `[${text(type.ofType)}]` : type.name);

/** An operation that gives a root field all its arguments and reads one field of the answer. */
function operation(kind, field, odd) {
  const answer = schema.get(named(field.type));
  const connection = answer?.fields?.some((one) => one.name === 'nodes');
  const selection = kind === 'mutation' ? '{ errors { code path message } }' : connection ? '{ nodes { __typename } }' : answer?.kind === 'OBJECT' ? '{ __typename }' : '';
  const declared = field.args.map((arg) => `$${arg.name}: ${text(arg.type)}`).join(', ');
  const given = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const variables = Object.fromEntries(field.args.map((arg) => [arg.name, value(arg.type, odd, { field: field.name, name: arg.name })]));
  return { query: `${kind}(${declared}) { ${field.name}(${given}) ${selection} }`, variables };
}

const ODD = {
  'SQL that ends a string': "'); DROP TABLE household CASCADE; --",
  'SQL that is always true': "' OR '1'='1' --",
  'NUL': 'a\u0000b',
  'emoji': '👩‍👩‍👧😀',
  'half a character': '\ud800',
  'a text that turns round': '\u202eabc\u202d',
  'wildcards and escapes': '%_\\%\n\t\u001b[31m',
  'a script': '<script>alert(1)</script>${7*7}{{7*7}}',
  'a long text': '工'.repeat(20_000),
  'nothing': '',
};

for (const [name, odd] of Object.entries(ODD)) {
  test(`${name} in every string of every field`, async () => {
    let tried = 0;
    for (const [kind, root] of [['query', 'Query'], ['mutation', 'Mutation']]) {
      for (const field of schema.get(root).fields.filter((one) => one.args.length > 0)) {
        const { query, variables } = operation(kind, field, odd);
        const { status, body } = await server.send(query, variables, { token });
        const said = JSON.stringify(body);
        assert.ok(status < 500, `${field.name}: ${status} ${said}`);
        for (const error of body.errors ?? []) {
          assert.notEqual(error.extensions?.code, 'INTERNAL_SERVER_ERROR', `${field.name}: ${said}`);
        }
        for (const word of ['SELECT ', 'sqlx', 'panicked', 'pg_', 'lianxin_app', '.rs:', 'violates']) {
          assert.ok(!said.includes(word), `${field.name} shows ${word}: ${said.slice(0, 300)}`);
        }
        tried += 1;
      }
    }
    assert.ok(tried > 45, `only ${tried} fields were tried`);
    // Whoever was asked to leave or to sign in anew does; the city stays.
    token = await server.signIn('lanshan');
    known = await rows();
  });
}

test('nothing was harmed by it', () => {
  const verify = server.command('verify', 'all');
  assert.equal(verify.status, 0, verify.stdout + verify.stderr);
  for (const line of server.log.split('\n').filter((one) => one.includes('"ERROR"'))) assert.fail(line);
});
