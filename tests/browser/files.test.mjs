// Photographs against a real server: killed while they come, backed up, restored elsewhere, opened with older keys.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { launch } from './browser.mjs';
import { Server } from './server.mjs';

let server;
let token;
let household;
/** As a phone takes it, and as the web client sends it. */
let large;
let photograph;
const place = mkdtempSync(path.join(tmpdir(), 'lianxin-files-'));
before(async () => {
  server = await Server.start();
  token = await server.signIn('lanshan');
  const data = await server.ask('{ households(first: 10) { nodes { id } } }', {}, { token });
  household = data.households.nodes.map((one) => one.id);
  const browser = await launch();
  const page = await browser.newPage();
  [large, photograph] = await Promise.all([[4000, 3000], [800, 600]].map((size) => drawn(page, size)));
  await browser.close();
});
after(async () => {
  await server?.stop();
  rmSync(place, { recursive: true, force: true });
});

/** A photograph of so many pixels with much detail. */
async function drawn(page, size) {
  const bytes = await page.evaluate(async ([width, height]) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width, height];
    const paper = canvas.getContext('2d');
    for (let n = 0; n < 20_000; n += 1) {
      paper.fillStyle = `hsl(${(n * 137) % 360} 60% ${20 + (n % 60)}%)`;
      paper.fillRect((n * 7919) % width, (n * 104729) % height, width / 60, height / 60);
    }
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9));
    return [...new Uint8Array(await blob.arrayBuffer())];
  }, size);
  return Buffer.from(bytes);
}

async function send(id, name, key, bytes = photograph, to = server) {
  const form = new FormData();
  form.append('householdId', id);
  form.append('idempotencyKey', key);
  form.append('file', new Blob([bytes]), name);
  const response = await fetch(`${to.url}/attachments`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: form });
  return response.json();
}

async function attachments(id, of = server, as = token) {
  const query = 'query($id: ID!) { household(id: $id) { attachments(first: 100) { nodes { id fileName url thumbnailUrl } } } }';
  const data = await of.ask(query, { id }, { token: as });
  return data.household.attachments.nodes;
}

async function bytesOf(address, of = server) {
  const response = await fetch(of.url + address);
  assert.equal(response.status, 200);
  return Buffer.from(await response.arrayBuffer());
}

/** Memory of the server in megabytes, now or at its highest; nothing where the system does not tell. */
function memory(of) {
  const status = `/proc/${server.child.pid}/status`;
  const [, kilobytes] = existsSync(status) ? new RegExp(`${of}:\\s+(\\d+)`).exec(readFileSync(status, 'utf8')) : [0, 0];
  return Math.round(Number(kilobytes) / 1024);
}

test('many large photographs at once, memory bounded', async (t) => {
  const before = memory('VmRSS');
  const begun = performance.now();
  const answers = await Promise.all(Array.from({ length: 4 }, (_, n) => send(household[0], `大照片 ${n}.jpg`, `large-${n}-key`, large)));
  const took = performance.now() - begun;
  assert.ok(answers.every((one) => one.attachment), JSON.stringify(answers.find((one) => !one.attachment)));
  t.diagnostic(`4 photographs of 12 megapixels and ${(large.length / 2 ** 20).toFixed(1)} MB in ${(took / 1000).toFixed(1)} s; memory ${before} MB before, ${memory('VmHWM')} MB at its highest`);
  assert.ok(memory('VmHWM') < before + 1024, 'memory grows with the photographs that come at once');
  const [first] = await attachments(household[0]);
  const [whole, small] = [await bytesOf(first.url), await bytesOf(first.thumbnailUrl)];
  assert.ok(whole.length < large.length && small.length < 100_000, `${whole.length} and ${small.length} bytes are kept`);
});

test('a server killed while photographs come has every one that it confirmed, and no row without its bytes', async () => {
  for (let round = 0; round < 2; round += 1) {
    const confirmed = [];
    const sending = Array.from({ length: 8 }, async (_, n) => {
      const key = `kill-${round}-${n}`;
      const answer = await send(household[1], `${key}.jpg`, key).catch(() => null);
      if (answer?.attachment) confirmed.push(answer.attachment.id);
    });
    // In the middle of it, wherever that is.
    await wait(round === 0 ? 700 : 2000);
    await server.kill();
    await Promise.all(sending);
    await server.serve();
    const verify = server.command('verify', 'all');
    assert.equal(verify.status, 0, verify.stdout + verify.stderr);
    const there = new Map((await attachments(household[1])).map((one) => [one.id, one]));
    assert.ok(confirmed.every((id) => there.has(id)), 'a confirmed photograph is gone');
    for (const one of there.values()) await bytesOf(one.thumbnailUrl);
    // The phone sends all of them again, by the same keys: each is there once.
    for (let n = 0; n < 8; n += 1) {
      const answer = await send(household[1], `kill-${round}-${n}.jpg`, `kill-${round}-${n}`);
      assert.ok(answer.attachment, JSON.stringify(answer));
    }
    assert.equal((await attachments(household[1])).length, 8 * (round + 1));
  }
});

test('a new key seals what comes, and the former one opens what came', async () => {
  const [old] = await attachments(household[0]);
  const before = await bytesOf(old.url);
  assert.equal(server.command('keys', 'rotate', 'vault').status, 0);
  server.child.kill('SIGTERM');
  await server.ended;
  await server.serve();
  const [again] = (await attachments(household[0])).filter((one) => one.id === old.id);
  assert.deepEqual(await bytesOf(again.url), before);
  assert.ok((await send(household[0], '新.jpg', 'after-rotation')).attachment);
  const verify = server.command('verify', 'attachments');
  assert.equal(verify.status, 0, verify.stdout + verify.stderr);
  assert.match(verify.stdout, /临沂市 attachments: 21 have their bytes/);
});

test('a backup brings photographs back with their rows, and what is missing is found', async () => {
  const target = path.join(place, 'backup.tar');
  const taken = server.command('backup', target);
  assert.equal(taken.status, 0, taken.stderr);
  assert.ok(statSync(target).size > 1_000_000);
  const [one] = await attachments(household[0]);
  const bytes = await bytesOf(one.url);

  const data = path.join(place, 'restored');
  const restored = Object.assign(new Server(), { output: 'pipe', dataDir: place, isTemporary: false, url: server.url });
  restored.env = { ...server.env, LIANXIN_DATA_DIR: data };
  const back = restored.command('restore', target);
  assert.equal(back.status, 0, back.stderr);
  cpSync(path.join(server.env.LIANXIN_DATA_DIR, 'keys'), path.join(data, 'keys'), { recursive: true });
  const whole = restored.command('verify', 'all');
  assert.equal(whole.status, 0, whole.stdout + whole.stderr);
  // The restored server stands where the other one was.
  server.child.kill('SIGTERM');
  await server.ended;
  await restored.serve();
  const as = await restored.signIn('lanshan');
  const [same] = (await attachments(household[0], restored, as)).filter((other) => other.id === one.id);
  assert.deepEqual(await bytesOf(same.url, restored), bytes);
  restored.child.kill('SIGTERM');
  await restored.ended;

  const name = one.id.replace('attachment_', '');
  rmSync(path.join(data, 'objects/city_3713', name.slice(30), name));
  const missing = restored.command('verify', 'attachments');
  assert.equal(missing.status, 1);
  assert.match(missing.stdout, new RegExp(`${one.id}: there is no object`));
  await server.serve();
});
