// A cadre on the way: the own households and a visit without a connection, through a reload, and arriving once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checked, desk, enter, open, phone, settled, signIn } from '../browser.mjs';

const withWorker = { serviceWorkers: 'allow' };

/** Waits until the client is on the device. */
async function installed(page) {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}

const ownHouseholds = async (world, login) => {
  const token = await world.server.signIn(login);
  const data = await world.server.ask(
    '{ households(filter: { mine: true, status: ACTIVE }) { nodes { id headName address visits(first: 20) { nodes { observed } } } } }',
    {},
    { token },
  );
  return data.households.nodes;
};

/** All that this browser has stored for the site, as text, and the addresses whose answers it keeps. */
const stored = (page) =>
  page.evaluate(async () => {
    const seen = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise((resolve) => (indexedDB.open(name).onsuccess = (event) => resolve(event.target.result)));
      for (const store of db.objectStoreNames) {
        const rows = await new Promise((resolve) => (db.transaction(store).objectStore(store).getAll().onsuccess = (event) => resolve(event.target.result)));
        for (const row of rows) {
          seen.push(JSON.stringify(row, (_, value) => (value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value)));
        }
      }
      db.close();
    }
    const addresses = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        addresses.push(request.url);
        if (!/\.(js|css|png|svg)(\?|$)/.test(request.url)) seen.push(await (await cache.match(request)).text());
      }
    }
    return { text: seen.join('\n'), addresses };
  });

export function cadre(world) {
  test('a cadre without a connection: the own households after a reload, a visit that arrives once', async () => {
    const own = await ownHouseholds(world, 'ganbu');
    assert.ok(own.length >= 2 && own.length <= 4, `${own.length} households`);
    const [one] = own;
    const page = await signIn(world, 'ganbu', phone, withWorker);
    await checked(page);
    await installed(page);
    await page.getByText(own[0].headName).first().waitFor();

    await page.context().setOffline(true);
    await page.getByText('离线：现在没有网络').waitFor();
    await page.reload();
    await page.getByText('离线：连不上服务器').waitFor();
    for (const household of own) {
      await page.getByText(household.headName, { exact: true }).waitFor();
      await page.getByText(household.address).waitFor();
    }
    await checked(page);

    await page.getByRole('listitem').filter({ hasText: one.headName }).getByRole('button', { name: '记录走访' }).click();
    await page.getByRole('heading', { level: 1, name: '记录走访' }).waitFor();
    await page.getByLabel('看到的情况').fill('没有信号的院子里写的');
    await page.getByRole('button', { name: '保存走访' }).click();
    await page.getByText('已存在本机，联网后自动上传').waitFor();
    await page.getByText('待上传').waitFor();
    await checked(page);

    const kept = await stored(page);
    assert.ok(kept.text.length > 1000);
    for (const secret of ['没有信号的院子', ...own.flatMap((each) => [each.headName, each.address])]) {
      assert.ok(!kept.text.includes(secret), `${secret} is readable on the device`);
    }
    assert.ok(kept.addresses.length > 5);
    assert.deepEqual(kept.addresses.filter((address) => new URL(address).pathname.startsWith('/graphql')), [], 'an answer of the server is in a cache');

    await page.reload();
    await page.getByText('待上传').waitFor();
    await page.context().setOffline(false);
    await page.getByText('已上传').waitFor();
    await page.getByText('离线：').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await settled(page);
    const now = (await ownHouseholds(world, 'ganbu')).find((each) => each.id === one.id);
    const written = now.visits.nodes.filter((each) => each.observed === '没有信号的院子里写的');
    assert.equal(written.length, 1);
    await page.context().close();
  });

  test('signing out without a connection leaves nothing on the device, and ends the session later', async () => {
    const page = await signIn(world, 'ganbu', phone, withWorker);
    await installed(page);
    await settled(page);
    await page.context().setOffline(true);
    await page.reload();
    await page.getByText('我的户（本机保存）').waitFor();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByLabel('登录名').waitFor();
    await page.reload();
    await page.getByLabel('登录名').waitFor();
    assert.equal(await page.getByText('本机保存').count(), 0);
    await page.context().setOffline(false);
    await page.reload();
    await page.getByLabel('登录名').waitFor();
    await checked(page);
    const cookies = await page.context().cookies(`${world.server.url}/graphql`);
    assert.deepEqual(cookies.filter((one) => one.value !== ''), [], 'the session is still there');
    await enter(page, 'ganbu');
    await page.context().close();
  });

  test('without a connection and with nothing kept the page says so, and opens when the line is back', async () => {
    const page = await signIn(world, 'jingshen', desk, withWorker);
    await installed(page);
    await page.context().setOffline(true);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: '连不上服务器' }).waitFor();
    await checked(page);
    await page.context().setOffline(false);
    await page.getByRole('heading', { level: 1, name: '您好' }).waitFor();
    await page.context().close();
  });

  test('every page of a cadre, on a phone and on a desk', async () => {
    const [one] = await ownHouseholds(world, 'ganbu');
    for (const viewport of [phone, desk]) {
      const page = await signIn(world, 'ganbu', viewport);
      for (const path of ['/', '/households?mine=1', `/households/${one.id}`, '/visits?mine=1', `/visits/new?household=${one.id}`, '/measures?mine=1', '/hand-overs', '/kept', '/account']) {
        await open(page, path);
        await checked(page);
      }
      await page.context().close();
    }
  });
}
