// A newer client is offered, never forced on somebody who is typing.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { desk, launch, signIn } from './browser.mjs';
import { Server } from './server.mjs';

const built = path.resolve(import.meta.dirname, '../../web-client/dist');
const world = {};
let site;
before(async () => {
  world.server = await Server.start({
    households: 10,
    site: (directory) => {
      site = path.join(directory, 'site');
      cpSync(built, site, { recursive: true });
      return site;
    },
  });
  world.browser = await launch();
});
after(async () => {
  await world.browser?.close();
  await world.server?.stop();
});

/** Puts another version of the client on the server, which calls itself `name`. */
function deploy(name) {
  const page = path.join(site, 'index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace('<div id="root">', `<div id="root" data-version="${name}">`));
  const worker = path.join(site, 'sw.js');
  const text = readFileSync(worker, 'utf8');
  const changed = text.replace(/(url:"index\.html",revision:")[^"]*"|(revision:")[^"]*(",url:"index\.html")/, (_, before, first, last) => (before ? `${before}${name}"` : `${first}${name}${last}`));
  assert.notEqual(changed, text, 'the page is in the list of kept files');
  writeFileSync(worker, changed);
}

test('a new version is offered, not while something is being written, and comes when it is wanted', async () => {
  const page = await signIn(world, 'lanshan', desk, { serviceWorkers: 'allow' });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await page.getByRole('heading', { level: 1, name: '您好' }).waitFor();

  await page.getByRole('link', { name: '帮扶户', exact: true }).first().click();
  await page.getByRole('button', { name: '登记帮扶户' }).click();
  await page.getByLabel('现住址').fill('写了一半');
  deploy('second');
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update();
    while (!registration.waiting) await new Promise((resolve) => setTimeout(resolve, 50));
  });
  assert.equal(await page.getByText('有新版本').count(), 0, 'offered in the middle of a form');
  assert.equal(await page.getByLabel('现住址').inputValue(), '写了一半');

  await page.getByRole('button', { name: '取消' }).click();
  await page.getByRole('button', { name: '离开，不保留' }).click();
  await page.getByText('有新版本').waitFor();
  assert.equal(await page.locator('[data-version=second]').count(), 0);
  await page.getByRole('button', { name: '刷新' }).click();
  await page.locator('[data-version=second]').waitFor({ state: 'attached' });
  await page.getByRole('heading', { level: 1, name: '帮扶户' }).waitFor();
  assert.equal(await page.getByText('有新版本').count(), 0);
  await page.context().close();
});

test('it can be installed', async () => {
  const manifest = await (await fetch(`${world.server.url}/manifest.webmanifest`)).json();
  assert.equal(manifest.display, 'standalone');
  for (const icon of manifest.icons) {
    const answer = await fetch(world.server.url + icon.src);
    assert.equal(answer.headers.get('content-type'), 'image/png', icon.src);
  }
  const page = readFileSync(path.join(site, 'index.html'), 'utf8');
  assert.match(page, /<link rel="manifest" href="\/manifest\.webmanifest"/);
});
