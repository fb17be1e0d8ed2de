// Every audit of the package graphql-http, MUST and SHOULD, against the running server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serverAudits } from 'graphql-http';
import { Server } from './server.mjs';

let server;
before(async () => {
  server = await Server.start({ households: 0 });
});
after(() => server?.stop());

test('GraphQL over HTTP', async (t) => {
  const audits = serverAudits({ url: () => `${server.url}/graphql` });
  assert.ok(audits.length > 50);
  for (const audit of audits) {
    await t.test(`${audit.id} ${audit.name}`, async () => {
      const result = await audit.fn();
      assert.equal(result.status, 'ok', result.reason);
    });
  }
});
