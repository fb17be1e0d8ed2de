// Photographs in a bucket over TLS: a server that speaks as much S3 as is needed, with a certificate of the
// test's own authority, and what becomes of the product where nobody vouches for it.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { certify } from './certificates.mjs';
import { binary, Server } from './server.mjs';

const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'key-of-a-test', AWS_SECRET_ACCESS_KEY: 'secret-of-a-test' };

/** Objects by their place, and the requests that were made for them. */
class Bucket {
  objects = new Map();
  requests = [];

  async open(directory) {
    const [key, cert] = ['server.key', 'server.pem'].map((name) => readFileSync(path.join(directory, name)));
    this.server = https.createServer({ key, cert, minVersion: 'TLSv1.2' }, (request, response) => void this.answer(request, response));
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.port = this.server.address().port;
  }

  async answer(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { pathname, searchParams } = new URL(request.url, 'https://localhost');
    const listing = request.method === 'GET' && searchParams.get('list-type') === '2';
    const signed = request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=key-of-a-test/');
    this.requests.push({ what: listing ? 'LIST' : request.method, protocol: request.socket.getProtocol(), signed });
    if (!signed) return response.writeHead(403).end();
    if (listing) return response.writeHead(200, { 'content-type': 'application/xml' }).end(this.list(searchParams.get('prefix') ?? ''));
    if (request.method === 'PUT') {
      this.objects.set(pathname, Buffer.concat(chunks));
      return response.writeHead(200, { etag: '"1"' }).end();
    }
    if (request.method === 'DELETE') {
      this.objects.delete(pathname);
      return response.writeHead(204).end();
    }
    const bytes = this.objects.get(pathname);
    if (!bytes) return response.writeHead(404).end();
    return response.writeHead(200, { 'etag': '"1"', 'last-modified': 'Thu, 06 Aug 2026 02:00:00 GMT', 'content-length': bytes.length }).end(bytes);
  }

  list(prefix) {
    const rows = [...this.objects].map(([place, bytes]) => [place.replace('/lianxin/', ''), bytes.length]).filter(([place]) => place.startsWith(prefix));
    const row = ([place, size]) => `<Contents><Key>${place}</Key><LastModified>2026-08-06T02:00:00.000Z</LastModified><ETag>"1"</ETag><Size>${size}</Size></Contents>`;
    return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><IsTruncated>false</IsTruncated>${rows.map(row).join('')}</ListBucketResult>`;
  }

  /** What was done since the last question, each kind once. */
  done() {
    return [...new Set(this.requests.splice(0).map((request) => request.what))].sort();
  }
}

const place = mkdtempSync(path.join(tmpdir(), 'lianxin-bucket-'));
const bucket = new Bucket();
let server;
let trusting;
let token;
let households;

before(async () => {
  await certify(place);
  await bucket.open(place);
  trusting = {
    ...CREDENTIALS,
    SSL_CERT_FILE: path.join(place, 'ca.pem'),
    LIANXIN_ATTACHMENT_STORE: 's3://lianxin/photos',
    LIANXIN_ATTACHMENT_ENDPOINT: `https://localhost:${bucket.port}`,
    LIANXIN_ATTACHMENT_REGION: 'cn-test',
  };
  server = await Server.start({ households: 40, env: trusting });
  token = await server.signIn('lanshan');
  const data = await server.ask('{ households(first: 3) { nodes { id } } }', {}, { token });
  households = data.households.nodes.map((one) => one.id);
});
after(async () => {
  await server?.stop();
  bucket.server.close();
  bucket.server.closeAllConnections();
  rmSync(place, { recursive: true, force: true });
});

async function send(id, key) {
  const form = new FormData();
  form.append('householdId', id);
  form.append('idempotencyKey', key);
  form.append('file', new Blob([PICTURE]), '全家福.png');
  const response = await fetch(`${server.url}/attachments`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: form });
  return response.json();
}

/** Opens every object, beside this process: the bucket has to answer meanwhile. */
function verify() {
  return new Promise((resolve) => {
    execFile(binary, ['verify', 'attachments'], { env: server.env }, (fault, stdout, stderr) => resolve({ status: fault?.code ?? 0, stdout, stderr }));
  });
}

/** Begins anew with other settings, and waits until the log says this. */
async function again(env, says) {
  await server.kill();
  server.env = { ...server.env, ...env };
  await server.serve();
  token = await server.signIn('lanshan');
  for (let tries = 0; tries < 300 && !says.test(server.log); tries += 1) await wait(100);
  assert.match(server.log, says);
}

test('photographs are put, got, listed and deleted over TLS, and the bucket can read nothing', async () => {
  assert.deepEqual(bucket.done(), ['LIST'], 'the store is asked at the start');
  assert.match(server.log, /the store of attachments answers/);
  const sent = await send(households[0], 'bucket-key-1');
  assert.deepEqual(sent.errors, []);
  assert.deepEqual(bucket.done(), ['PUT']);
  assert.ok(bucket.objects.size > 0);
  for (const [name, bytes] of bucket.objects) {
    assert.match(name, /^\/lianxin\/photos\/city_\d{4}\/[0-9a-f]{2}\/[0-9a-f]{32}(\.small)?$/);
    assert.equal(bytes.includes(Buffer.from('JFIF')), false);
  }
  const query = 'query($id: ID!) { household(id: $id) { attachments(first: 1) { nodes { url } } } }';
  const { household } = await server.ask(query, { id: households[0] }, { token });
  const got = await fetch(server.url + household.attachments.nodes[0].url);
  assert.deepEqual([got.status, got.headers.get('content-type')], [200, 'image/jpeg']);
  assert.deepEqual(bucket.done(), ['GET']);
  // The same photograph by the same key is there once: what was put for the second is deleted.
  const before = bucket.objects.size;
  const repeated = await send(households[0], 'bucket-key-1');
  assert.deepEqual(repeated, sent);
  assert.deepEqual([bucket.objects.size, bucket.done()], [before, ['DELETE', 'PUT']]);
  const verified = await verify();
  assert.equal(verified.status, 0, verified.stdout + verified.stderr);
  assert.match(verified.stdout, /1 have their bytes/);
});

test('every request is signed and comes over TLS', async () => {
  await send(households[0], 'bucket-key-2');
  const requests = bucket.requests.splice(0);
  assert.ok(requests.length > 0 && requests.every((one) => one.signed && /^TLSv1\.[23]$/.test(one.protocol)), JSON.stringify(requests));
});

test('a certificate that nobody vouches for is refused, and all else goes on', async () => {
  await again({ SSL_CERT_FILE: undefined }, /certificate of the object store is not trusted: invalid peer certificate: UnknownIssuer; `SSL_CERT_FILE`/);
  const begun = performance.now();
  const refused = await send(households[1], 'bucket-key-3');
  assert.ok(performance.now() - begun < 20_000, 'whoever waits is told soon');
  assert.deepEqual([refused.attachment, refused.errors[0].code], [null, 'UNAVAILABLE']);
  assert.match(refused.errors[0].message, /附件暂时存不了，没有保存任何内容/);
  assert.deepEqual(bucket.done(), [], 'nothing is said to a stranger');
  const verified = await verify();
  assert.notEqual(verified.status, 0);
  assert.match(verified.stdout, /is not trusted/);
  const { viewer } = await server.ask('{ viewer { union { name } } }', {}, { token });
  assert.ok(viewer.union.name);
});

test('nor is one for another name', async () => {
  await again({ ...trusting, LIANXIN_ATTACHMENT_ENDPOINT: `https://127.0.0.1:${bucket.port}` }, /not trusted/);
  assert.deepEqual(bucket.done(), []);
  await again(trusting, /the store of attachments answers/);
  assert.deepEqual((await send(households[1], 'bucket-key-3')).errors, []);
});
