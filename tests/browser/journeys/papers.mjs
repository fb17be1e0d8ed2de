// The usual papers: printed from the file, marked when a fact on them changes, printed again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checked, desk, open, phone, signIn, steps } from '../browser.mjs';

/** Prints by a button of the page and answers what its tab leads to. */
export async function printed(page, name) {
  const [tab] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('button', { name }).first().click()]);
  await tab.waitForURL(/\/prints\?paper=/);
  const got = await fetch(tab.url());
  await tab.close();
  assert.equal(got.status, 200);
  assert.equal(got.headers.get('content-type'), 'application/pdf');
  const pdf = Buffer.from(await got.arrayBuffer());
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  assert.equal(pdf.length, Number(got.headers.get('content-length')));
  return got;
}

const ownHousehold = '{ households(filter: { mine: true, status: ACTIVE }, first: 1) { nodes { id headName version address } } }';
const move = `mutation($input: UpdateHouseholdInput!) { updateHousehold(input: $input) { errors { code message } } }`;

export function papers(world) {
  test('papers print themselves, and say when they are out of date', async (t) => {
    const step = steps(t);
    const { server } = world;
    const token = await server.signIn('ganbu');
    const { households } = await server.ask(ownHousehold, {}, { token });
    const [home] = households.nodes;

    await step('a cadre prints the file, the application and the notice', async () => {
      const page = await signIn(world, 'ganbu', desk);
      await open(page, `/households/${home.id}?tab=papers`);
      await checked(page);
      for (const kind of ['家庭档案', '帮扶申请表', '公示']) await printed(page, `打印：${home.headName} ${kind}`);
      await page.getByText('与档案一致').nth(2).waitFor();
      await page.context().close();
    });

    await step('the record of a visit, on a phone', async () => {
      const page = await signIn(world, 'ganbu', phone);
      await open(page, `/households/${home.id}?tab=visits`);
      await printed(page, new RegExp(`^打印记录表：${home.headName} `));
      await page.getByText('与档案一致').first().waitFor();
      await checked(page);
      await page.context().close();
    });

    await step('the family moves: what shows the address is out of date, the notice is not', async () => {
      const input = { id: home.id, version: home.version, address: `${home.address}（新）` };
      const moved = await server.ask(move, { input }, { token });
      assert.deepEqual(moved.updateHousehold.errors, []);
      const page = await signIn(world, 'ganbu', phone);
      await open(page, '/papers?stale=1');
      await page.getByText('已过时：现住址 有变化').nth(2).waitFor();
      assert.equal(await page.getByText('公示', { exact: true }).count(), 0);
      await checked(page);
      await printed(page, `重新打印：${home.headName} 家庭档案`);
      await page.getByText('已过时').nth(2).waitFor({ state: 'detached' });
      await page.context().close();
    });

    await step('the list at a desk', async () => {
      const page = await signIn(world, 'ganbu', desk);
      await open(page, '/papers');
      await page.getByText('与档案一致').first().waitFor();
      await checked(page);
      await page.context().close();
    });

    await step('nobody else prints it, and a link by hand is none', async () => {
      const order = 'mutation($input: PrintPaperInput!) { printPaper(input: $input) { print { url } errors { code } } }';
      const superior = await server.signIn('shizong');
      const input = { paper: { householdFile: home.id } };
      await assert.rejects(server.ask(order, { input }, { token: superior }), /FORBIDDEN/);
      const { printPaper } = await server.ask(order, { input }, { token });
      const url = server.url + printPaper.print.url;
      assert.equal((await fetch(url)).status, 200);
      for (const bad of [`${url.slice(0, -3)}AAA`, `${server.url}/prints`, `${server.url}/prints?paper=${'A'.repeat(4000)}`]) {
        const refused = await fetch(bad);
        assert.equal(refused.status, 404, bad);
        assert.match(await refused.text(), /链接无效或已过期/);
      }
    });
  });
}
