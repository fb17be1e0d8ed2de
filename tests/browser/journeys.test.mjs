// Each role's main job in a browser, on a desk and on a phone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { PASSWORD, Server } from './server.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const binaries = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const { existsSync } = await import('node:fs');

let server;
let browser;
before(async () => {
  server = await Server.start();
  browser = await chromium.launch({
    executablePath: binaries.find((path) => path && existsSync(path)),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

async function signIn(login, viewport) {
  // The page's own policy forbids what is not its own, so axe is let in by the browser.
  const context = await browser.newContext({ viewport, locale: 'zh-CN', bypassCSP: true });
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  await page.goto(server.url);
  await page.getByLabel('登录名').fill(login);
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

async function checked(page) {
  await page.waitForLoadState('networkidle');
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const serious = violations.filter((one) => ['serious', 'critical'].includes(one.impact));
  assert.deepEqual(serious.map((one) => `${one.id}: ${one.nodes[0]?.html}`), [], page.url());
  assert.deepEqual(page.faults, []);
}

test('a superior sees the tree of the city by county, and drills down', async () => {
  const page = await signIn('shizong', desk);
  await page.getByRole('link', { name: '兰山区总工会' }).first().waitFor();
  await checked(page);
  await page.getByRole('link', { name: '兰山区总工会' }).first().click();
  await page.getByRole('link', { name: '兰山街道总工会' }).first().waitFor();
  await page.goto(`${server.url}/households?subtree=true`);
  const row = page.getByRole('row').filter({ hasText: '3713-' }).first();
  await row.waitFor();
  const names = await row.innerText();
  assert.match(names, /\*/, 'names are masked');
  await checked(page);
  await page.context().close();
});

test('every page of an administrator opens, on a desk and on a phone', async () => {
  for (const viewport of [desk, phone]) {
    const page = await signIn('lanshan', viewport);
    for (const path of ['/', '/households', '/households/new', '/pairing', '/hand-overs', '/visits', '/measures', '/duplicates', '/unions', '/staff', '/audit', '/account']) {
      await page.goto(server.url + path);
      await page.getByRole('heading', { level: 1 }).waitFor({ timeout: 15_000 });
      assert.equal(await page.getByText('出错了').count(), 0, path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 1, `${path} is ${wide} px wider than the screen of ${viewport.width} px`);
      await checked(page);
    }
    await page.context().close();
  }
});

test('somebody who is not signed in comes back to the page they wanted', async () => {
  const context = await browser.newContext({ viewport: desk, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(`${server.url}/staff`);
  await page.getByLabel('登录名').fill('lanshan');
  await page.getByLabel('密码', { exact: true }).fill('wrong-password');
  await page.keyboard.press('Enter');
  await page.getByText(/不正确|有误|不对/).first().waitFor();
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/staff/);
  await context.close();
});
