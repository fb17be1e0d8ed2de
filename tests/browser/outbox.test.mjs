// Messages on the wire: mail to a real SMTP server with TLS and sign-in, news to a gateway that verifies it
// with the reference library of Standard Webhooks; both failing, coming back, and a server killed over a message.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';
import { checked, desk, launch, open, signIn } from './browser.mjs';
import { certify } from './certificates.mjs';
import { household } from './journeys/administrator.mjs';
import { Server } from './server.mjs';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const NEWER = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const SIGN_IN = { user: 'lianxin', password: 'geheimes Wort' };
const ADDRESS = 'sun.li@example.cn';

const world = {};
let certificates;
let mailbox;
let gateway;
let county;
let cadre;
let households;

/** What arrives; `answer` says how the next ones are received. */
class Mailbox {
  letters = [];
  refused = [];
  answer = () => null;

  async open(port = 0) {
    this.server = new SMTPServer({
      key: readFileSync(path.join(certificates, 'server.key')),
      cert: readFileSync(path.join(certificates, 'server.pem')),
      authMethods: ['PLAIN', 'LOGIN'],
      onAuth: ({ username, password }, session, done) => {
        const known = session.secure && username === SIGN_IN.user && password === SIGN_IN.password;
        done(known ? null : new Error('who are you?'), known ? { user: username } : undefined);
      },
      onData: (stream, session, done) => {
        let raw = '';
        stream.on('data', (data) => (raw += data));
        stream.on('end', async () => {
          const letter = read(raw, session);
          const fault = await this.answer(letter);
          (fault ? this.refused : this.letters).push(letter);
          done(fault);
        });
      },
    });
    this.server.on('error', () => {});
    await new Promise((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    this.port = this.server.server.address().port;
  }

  close() {
    return new Promise((resolve) => this.server.close(resolve));
  }
}

function fault(code) {
  return Object.assign(new Error(`<${ADDRESS}> says no`), { responseCode: code });
}

/** A letter as a person would read it. */
function read(raw, session) {
  const [, head, body] = /^([\s\S]*?)\r\n\r\n([\s\S]*)$/.exec(raw);
  const headers = new Map(head.replace(/\r\n[ \t]+/g, ' ').split('\r\n').map((line) => {
    const at = line.indexOf(':');
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
  }));
  const quoted = (text) => Buffer.from(text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1').toString();
  const decode = { base64: (text) => Buffer.from(text, 'base64').toString(), 'quoted-printable': quoted };
  const word = (text) => text.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?b\?([^?]*)\?=/gi, (_, part) => Buffer.from(part, 'base64').toString());
  return {
    id: headers.get('message-id'),
    to: session.envelope.rcptTo.map((one) => one.address),
    subject: word(headers.get('subject')),
    headers,
    text: (decode[headers.get('content-transfer-encoding')] ?? String)(body),
    raw,
  };
}

/** The city's gateway; `answer` says with which status, and it keeps what it verified. */
class Gateway {
  news = [];
  calls = [];
  strays = 0;
  answer = () => 204;

  async open() {
    this.server = http.createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      if (request.url !== '/messages') {
        this.strays += 1;
        return response.writeHead(204).end();
      }
      // The demo city's other people are reminded of what they promised.
      if (JSON.parse(body).data.login !== 'quganbu') return response.writeHead(204).end();
      const call = { id: request.headers['webhook-id'], headers: request.headers, body };
      this.calls.push(call);
      const status = this.answer(call);
      if (status === 204) this.news.push({ ...call, event: new Webhook(SECRET).verify(body, request.headers) });
      response.writeHead(status, status === 307 ? { location: '/elsewhere' } : {}).end();
    });
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${this.server.address().port}/messages`;
  }
}

async function until(what, found, seconds = 90) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await wait(200)) {
    const value = await found();
    if (value) return value;
  }
  return assert.fail(`not within ${seconds} s: ${what}\n${world.server.log.split('\n').slice(-20).join('\n')}`);
}

async function figure(channel, outcome) {
  const text = await (await fetch(`${world.server.url}/metrics`)).text();
  return Number(text.match(new RegExp(`^lianxin_outbox_attempts_total\\{channel="${channel}",outcome="${outcome}"\\} (\\d+)$`, 'm'))?.[1] ?? 0);
}

/** Asks the cadre to help with another household, which is news each time. */
async function news() {
  const one = households.pop();
  const data = await world.server.ask(
    'mutation($input: HelperInput!) { addHelper(input: $input) { errors { code message } } }',
    { input: { householdId: one.id, staffId: cadre.post } },
    { token: county },
  );
  assert.deepEqual(data.addHelper.errors, []);
  return one;
}

before(async () => {
  certificates = mkdtempSync(path.join(tmpdir(), 'lianxin-mail-'));
  await certify(certificates);
  mailbox = new Mailbox();
  gateway = new Gateway();
  await mailbox.open();
  await gateway.open();
  world.server = await Server.start({
    env: {
      SSL_CERT_FILE: path.join(certificates, 'ca.pem'),
      LIANXIN_PUBLIC_URL: 'https://union.example.cn/',
      LIANXIN_MAIL_HOST: 'localhost',
      LIANXIN_MAIL_PORT: String(mailbox.port),
      LIANXIN_MAIL_USER: SIGN_IN.user,
      LIANXIN_MAIL_PASSWORD: SIGN_IN.password,
      LIANXIN_MAIL_FROM: '连心 <lianxin@union.example.cn>',
      LIANXIN_GATEWAY_URL: gateway.url,
      LIANXIN_GATEWAY_SECRET: SECRET,
    },
  });
  world.browser = await launch();
  county = await world.server.signIn('lanshan');
  cadre = { token: await world.server.signIn('quganbu') };
  const { viewer } = await world.server.ask('{ viewer { post { id } } }', {}, { token: cadre.token });
  cadre.post = viewer.post.id;
  households = [];
  for (const [order, name] of ['消息甲', '消息乙', '消息丙', '消息丁', '消息戊', '消息己'].entries()) {
    households.push(await household(world, 'lanshan', name, 80 + order));
  }
});
after(async () => {
  await world.browser?.close();
  await world.server?.stop();
  await mailbox?.close();
  gateway?.server.close();
  if (certificates) rmSync(certificates, { recursive: true, force: true });
});

test('a person gives an address in the account, and confirms it by the code from the mail', async () => {
  const page = await signIn(world, 'quganbu', desk);
  await open(page, '/account');
  const mail = page.getByRole('region', { name: '邮件' });
  await mail.getByLabel('邮箱', { exact: true }).fill('sun.li');
  await mail.getByRole('button', { name: '发送验证码' }).click();
  await mail.getByText('邮箱地址应形如').waitFor();
  await mail.getByLabel('邮箱', { exact: true }).fill(ADDRESS);
  await mail.getByRole('button', { name: '发送验证码' }).click();
  const letter = await until('the code', () => mailbox.letters[0], 30);
  assert.deepEqual(letter.to, [ADDRESS]);
  assert.equal(letter.subject, '连心邮箱验证码');
  const code = letter.text.match(/^ {4}([0-9A-Z-]{14})$/m)[1];
  await mail.getByLabel('验证码').fill('7K3M-Q0ZT-9XBD');
  await mail.getByRole('button', { name: '确认邮箱' }).click();
  await mail.getByText('还可以再试 4 次').waitFor();
  await checked(page);
  await mail.getByLabel('验证码').fill(code);
  await mail.getByRole('button', { name: '确认邮箱' }).click();
  await page.getByText('邮箱已确认').waitFor();
  await mail.getByText(ADDRESS).waitFor();
  for (const channel of ['邮件', '消息网关']) {
    const region = page.getByRole('region', { name: channel });
    await region.getByRole('radio', { name: '即时发送' }).check();
    await region.getByRole('checkbox', { name: '协助帮扶' }).check();
    await region.getByRole('button', { name: '保存提醒方式' }).click();
    await page.getByText('提醒方式已保存').last().waitFor();
  }
  await checked(page);
  await page.context().close();
});

test('news goes out by both ways, says how much is new and names nobody', async () => {
  const told = await world.server.ask('{ notifications(first: 1) { nodes { id } } }', {}, { token: cadre.token });
  for (const { id } of told.notifications.nodes) {
    await world.server.ask('mutation($id: ID!) { markNotificationsRead(input: { upTo: $id }) { unread } }', { id }, { token: cadre.token });
  }
  [mailbox.letters, gateway.news] = [[], []];
  const one = await news();
  const letter = await until('a letter', () => mailbox.letters[0]);
  assert.equal(letter.subject, '您在连心有 1 条新提醒，请登录查看');
  assert.match(letter.id, /^<[0-9a-f]{32}@union\.example\.cn>$/);
  assert.equal(letter.headers.get('auto-submitted'), 'auto-generated');
  assert.ok(letter.text.includes('https://union.example.cn/notifications'), letter.text);
  const [call] = await until('the gateway', () => gateway.news.length > 0 && gateway.news);
  assert.equal(call.event.type, 'notifications.new');
  assert.equal(call.event.data.login, 'quganbu');
  assert.equal(call.event.data.count, 1);
  for (const secret of [one.headName, one.headName.slice(0, 1) + '**', '枣园镇']) {
    assert.ok(!`${letter.raw}${letter.text}${call.body}`.includes(secret), `it says ${secret}`);
  }
  assert.throws(() => new Webhook(NEWER).verify(call.body, call.headers), 'another secret');
  assert.throws(() => new Webhook(SECRET).verify(`${call.body} `, call.headers), 'changed on the way');
});

test('refused for now, a message comes again under the same id', async () => {
  [mailbox.letters, gateway.news] = [[], []];
  const once = (first, then) => {
    const seen = new Set();
    return ({ id }) => (seen.has(id) ? then : (seen.add(id), first));
  };
  [mailbox.answer, gateway.answer] = [once(fault(451), null), once(503, 204)];
  await news();
  const letter = await until('the letter', () => mailbox.letters[0]);
  const [call] = await until('the gateway', () => gateway.news.length > 0 && gateway.news);
  assert.deepEqual(mailbox.refused.map((one) => one.id), [letter.id]);
  assert.equal(gateway.calls.filter((one) => one.id === call.id).length, 2);
});

test('refused for good, it is given up, counted and logged without an address', async () => {
  [mailbox.letters, gateway.news] = [[], []];
  [mailbox.answer, gateway.answer] = [() => fault(550), () => 410];
  await news();
  await until('both given up', async () => (await figure('mail', 'failed')) === 1 && (await figure('gateway', 'failed')) === 1);
  assert.match(world.server.log, /a message was given up/);
  assert.ok(!world.server.log.includes(ADDRESS), 'the log names an address');
  assert.ok(!world.server.log.includes(SIGN_IN.password), 'the log names a password');
});

test('while the mail server is down and the gateway points elsewhere, messages wait; nothing follows the pointer', async () => {
  [mailbox.letters, gateway.news, gateway.strays] = [[], [], 0];
  const retried = await figure('mail', 'retried');
  const { port } = mailbox;
  await mailbox.close();
  gateway.answer = () => 307;
  await news();
  await until('a failed attempt', async () => (await figure('mail', 'retried')) > retried);
  await mailbox.open(port);
  [mailbox.answer, gateway.answer] = [() => null, () => 204];
  await until('the letter', () => mailbox.letters[0], 200);
  await until('the gateway', () => gateway.news[0], 200);
  assert.equal(gateway.strays, 0);
});

test('killed over a message, the server sends it again under the same id; a changed secret signs twice', async () => {
  [mailbox.letters, gateway.news] = [[], []];
  let held;
  const arrived = new Promise((resolve) => {
    mailbox.answer = (letter) => {
      held = letter;
      resolve();
      // No answer comes: the sender dies over it.
      return new Promise(() => {});
    };
  });
  gateway.answer = () => 500;
  await news();
  await arrived;
  await world.server.kill();
  [mailbox.answer, gateway.answer] = [() => null, () => 204];
  world.server.env.LIANXIN_GATEWAY_SECRET = `${NEWER},${SECRET}`;
  await world.server.serve();
  const letter = await until('the letter', () => mailbox.letters[0], 200);
  assert.equal(letter.id, held.id);
  assert.equal(letter.text, held.text);
  const [call] = await until('the gateway', () => gateway.news.length > 0 && gateway.news, 200);
  assert.equal(new Webhook(NEWER).verify(call.body, call.headers).type, 'notifications.new', 'the newer secret signs too');
  assert.equal(call.headers['webhook-signature'].split(' ').length, 2);
});
