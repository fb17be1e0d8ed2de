// A browser with people in it: signing in, filling forms in their labels' words, and what every page must keep.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { PASSWORD } from './server.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const binaries = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const desk = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

export function launch() {
  return chromium.launch({
    executablePath: binaries.find((path) => path && existsSync(path)),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** Opens the site in a browser profile of its own; `page.faults` collects what went wrong in the page. */
export async function visit({ browser, server }, path, viewport, options = {}) {
  // The page's own policy forbids what is not its own, so axe is let in by the browser.
  // Without motion nothing moves away from under a pointer that is quicker than a hand.
  const context = await browser.newContext({
    viewport, locale: 'zh-CN', bypassCSP: true, serviceWorkers: 'block', reducedMotion: 'reduce', ...options,
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  page.asked = new Set();
  // What the page before this one asked for is nobody's any more.
  page.on('domcontentloaded', () => page.asked.clear());
  page.on('request', (request) => page.asked.add(request));
  for (const over of ['requestfinished', 'requestfailed']) page.on(over, (request) => page.asked.delete(request));
  await page.goto(server.url + path);
  return page;
}

/** Fills the sign-in page and waits for the first page behind it. */
export async function enter(page, login, password = PASSWORD) {
  await page.getByLabel('登录名').fill(login);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '您好' }).waitFor();
}

export async function signIn(world, login, viewport, options) {
  const page = await visit(world, '/', viewport, options);
  await enter(page, login, options?.password);
  return page;
}

/** Waits until the page asks for nothing more and has drawn what came. */
export async function settled(page) {
  for (let quiet = 0; quiet < 4; quiet = page.asked.size === 0 ? quiet + 1 : 0) {
    await page.evaluate(() => new Promise((idle) => setTimeout(() => requestIdleCallback(idle, { timeout: 1000 }), 25)));
  }
}

/** Goes to an address as a signed-in person and waits until it stands. */
export async function open(page, path) {
  await page.goto(new URL(path, page.url()).href);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await settled(page);
}

/** What every page keeps: no serious fault for screen readers, nothing wider than the screen, no error. */
export async function checked(page) {
  await settled(page);
  // What fades has no contrast yet, and a list that closes is not gone yet.
  await page.waitForFunction(() => document.getAnimations().every((one) => one.effect.getComputedTiming().iterations === Infinity));
  assert.equal(await page.getByText('页面出错了').count(), 0, page.url());
  const { width } = page.viewportSize();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 1, `${page.url()} is ${wide} px wider than the screen of ${width} px`);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const serious = violations.filter((one) => ['serious', 'critical'].includes(one.impact));
  assert.deepEqual(serious.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join('\n')}`), [], page.url());
  assert.deepEqual(page.faults, [], page.url());
}

/** Chooses in a list that opens below its field. */
export async function choose(scope, label, option) {
  const page = scope.page?.() ?? scope;
  const field = scope.getByLabel(label, { exact: true }).and(scope.getByRole('combobox'));
  await field.click();
  if (await field.evaluate((element) => !element.readOnly)) await field.fill(option);
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').filter({ hasText: option }).first().click();
}

/** The number in one of the figures' tiles. */
export async function figure(page, label) {
  const tile = page.getByRole('listitem').filter({ has: page.getByText(label, { exact: true }) });
  return Number((await tile.locator('.ant-statistic-content-value').innerText()).replaceAll(',', ''));
}

/** An identity number of nobody: a region that does not exist, a valid check digit (ISO 7064 MOD 11-2). */
export function idNumber(birth, order) {
  const body = `371399${birth.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * (2 ** (17 - place) % 11), 0);
  return body + '10X98765432'[sum % 11];
}

/** The day so many days from now, as the contract writes it. */
export function day(offset = 0) {
  const date = new Date(Date.now() + offset * 24 * 60 * 60 * 1000);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** Steps of one journey: what comes after a broken one is not tried. */
export function steps(t) {
  let broken;
  return (name, act) =>
    t.test(name, async () => {
      if (broken) throw new Error(`not reached: “${broken}” failed`);
      broken = name;
      await act();
      broken = undefined;
    });
}
