// A photograph taken in a courtyard without a line: it follows its visit, and the desk looks at it, adds a proof, removes one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checked, desk, open, phone, settled, signIn, steps } from '../browser.mjs';

const withWorker = { serviceWorkers: 'allow' };

/** A photograph as a phone makes it: larger than is kept, drawn by the browser itself. */
export const photograph = (page, name, width = 3000, height = 2000) =>
  page
    .evaluate(
      async ([w, h]) => {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [w, h];
        const paper = canvas.getContext('2d');
        for (let x = 0; x < w; x += 50) {
          paper.fillStyle = `hsl(${(x * 360) / w} 70% 50%)`;
          paper.fillRect(x, 0, 50, h);
        }
        const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.95));
        return [...new Uint8Array(await blob.arrayBuffer())];
      },
      [width, height],
    )
    .then((bytes) => ({ name, mimeType: 'image/jpeg', buffer: Buffer.from(bytes) }));

const attachments = async (world, login, id) => {
  const token = await world.server.signIn(login);
  const data = await world.server.ask(
    'query($id: ID!) { household(id: $id) { attachments(first: 100) { nodes { id kind fileName width height url visit { id } measure { id } } } } }',
    { id },
    { token },
  );
  return data.household.attachments.nodes;
};

export function photographs(world) {
  test('photographs of a visit without a line, and their way to the desk', async (t) => {
    const step = steps(t);
    const token = await world.server.signIn('ganbu');
    const own = await world.server.ask('{ households(filter: { mine: true, status: ACTIVE }) { nodes { id headName } } }', {}, { token });
    const [household] = own.households.nodes;
    const page = await signIn(world, 'ganbu', phone, withWorker);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.getByText(household.headName).first().waitFor();

    await step('the phone keeps a visit with two photographs, unreadable', async () => {
      await page.context().setOffline(true);
      await page.reload();
      await page.getByText('离线：连不上服务器').waitFor();
      await page.getByRole('listitem').filter({ hasText: household.headName }).getByRole('button', { name: '记录走访' }).click();
      await page.getByRole('heading', { level: 1, name: '记录走访' }).waitFor();
      await page.getByLabel('看到的情况').fill('屋顶漏雨');
      await page.getByTestId('camera').setInputFiles(await photograph(page, '屋顶.jpg'));
      await page.getByTestId('files').setInputFiles([await photograph(page, '院子.jpg', 800, 600), await photograph(page, '误拍.jpg', 80, 60)]);
      await page.getByRole('button', { name: '移除照片：误拍.jpg' }).click();
      assert.equal(await page.getByRole('list', { name: '照片' }).getByRole('listitem').count(), 2);
      await checked(page);
      await page.getByRole('button', { name: '保存走访' }).click();
      await page.getByText('已存在本机，联网后自动上传').waitFor();
      await page.getByText('屋顶.jpg').waitFor();
      await checked(page);
      const readable = await page.evaluate(async () => {
        const db = await new Promise((resolve) => (indexedDB.open('lianxin-outbox').onsuccess = (event) => resolve(event.target.result)));
        const rows = await new Promise((resolve) => (db.transaction('photos').objectStore('photos').getAll().onsuccess = (event) => resolve(event.target.result)));
        db.close();
        return rows.map((row) => ({ size: row.sealed.byteLength, jpeg: new Uint8Array(row.sealed).subarray(0, 3).join() === '255,216,255' }));
      });
      assert.equal(readable.length, 2);
      assert.ok(readable.every((one) => !one.jpeg && one.size > 1000));
    });

    await step('with a line the visit goes first and the photographs follow, once', async () => {
      await page.reload();
      await page.getByText('屋顶.jpg').waitFor();
      await page.context().setOffline(false);
      // The photographs are listed until the last one is there.
      await page.getByText('屋顶.jpg').waitFor({ state: 'detached' });
      await page.getByText('已上传', { exact: true }).waitFor();
      await settled(page);
      const there = await attachments(world, 'ganbu', household.id);
      assert.deepEqual(there.map((one) => one.fileName).toSorted(), ['屋顶.jpg', '院子.jpg'].toSorted());
      assert.equal(new Set(there.map((one) => one.visit.id)).size, 1);
      const roof = there.find((one) => one.fileName === '屋顶.jpg');
      assert.deepEqual([roof.width, roof.height], [2560, 1707]);
      const kept = await page.evaluate(async () => {
        const db = await new Promise((resolve) => (indexedDB.open('lianxin-outbox').onsuccess = (event) => resolve(event.target.result)));
        const count = await new Promise((resolve) => (db.transaction('photos').objectStore('photos').count().onsuccess = (event) => resolve(event.target.result)));
        db.close();
        return count;
      });
      assert.equal(kept, 0, 'nothing stays on the phone');
    });

    await step('the phone shows them at their visit', async () => {
      await open(page, `/households/${household.id}?tab=visits`);
      await page.getByRole('button', { name: '查看照片：屋顶.jpg' }).waitFor();
      await checked(page);
      await page.context().close();
    });

    const desktop = await signIn(world, 'jiedao', desk);
    await step('the desk looks at one by the keyboard', async () => {
      await open(desktop, `/households/${household.id}?tab=attachments`);
      const small = desktop.getByRole('button', { name: '查看照片：屋顶.jpg' });
      await small.waitFor();
      await desktop.waitForFunction(() => [...document.querySelectorAll('li img')].every((one) => one.complete && one.naturalWidth > 100));
      await checked(desktop);
      await small.focus();
      await desktop.keyboard.press('Enter');
      const large = desktop.getByRole('dialog').locator('img');
      await large.waitFor();
      await desktop.waitForFunction(() => document.querySelector('[role=dialog] img')?.naturalWidth === 2560);
      await checked(desktop);
      await desktop.keyboard.press('Escape');
      await desktop.getByRole('dialog').waitFor({ state: 'detached' });
    });

    await step('adds a file, hears why another is refused, and removes one with a reason', async () => {
      const pdf = Buffer.from('%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n');
      await desktop.getByTestId('files').setInputFiles([
        { name: '低保证.pdf', mimeType: 'application/pdf', buffer: pdf },
        { name: '照片.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('MZ\x90\0 this program cannot be run') },
      ]);
      await desktop.getByRole('link', { name: '下载文件：低保证.pdf' }).waitFor();
      await desktop.getByText('照片.jpg：不支持这种文件').waitFor();
      await checked(desktop);
      await desktop.getByRole('button', { name: '移除', exact: true }).click();
      const [download] = await Promise.all([desktop.waitForEvent('download'), desktop.getByRole('link', { name: '下载文件：低保证.pdf' }).click()]);
      assert.equal(download.suggestedFilename(), '低保证.pdf');

      await desktop.getByRole('button', { name: '删除附件：院子.jpg' }).click();
      const dialogue = desktop.getByRole('dialog');
      await dialogue.getByLabel('删除原因').fill('拍到了邻居');
      await checked(desktop);
      await dialogue.getByRole('button', { name: /^删\s?除$/ }).click();
      await desktop.getByText('附件已删除').waitFor();
      await desktop.getByRole('button', { name: '查看照片：院子.jpg' }).waitFor({ state: 'detached' });
      await open(desktop, '/audit');
      await desktop.getByRole('row').filter({ hasText: '拍到了邻居' }).getByText('删除走访附件：照片').waitFor();
    });

    await step('a promise is closed by its paper', async () => {
      const admin = await world.server.signIn('jiedao');
      const due = new Date(Date.now() + 5 * 24 * 3600 * 1000).toISOString().slice(0, 10);
      await world.server.ask(
        'mutation($input: AddMeasureInput!) { addMeasure(input: $input) { errors { message } } }',
        { input: { householdId: household.id, text: '修缮屋顶', dueOn: due } },
        { token: admin },
      );
      await open(desktop, `/households/${household.id}?tab=measures`);
      await desktop.getByRole('row').filter({ hasText: '修缮屋顶' }).getByRole('button', { name: /^落\s?实$/ }).click();
      const dialogue = desktop.getByRole('dialog');
      await dialogue.getByText('凭证', { exact: true }).or(dialogue.getByText('凭证材料')).first().click();
      await dialogue.getByTestId('files').setInputFiles(await photograph(desktop, '收据.jpg', 900, 1200));
      await dialogue.getByText('收据.jpg 已上传').waitFor();
      await dialogue.getByLabel('说明').fill('施工收据');
      await checked(desktop);
      await dialogue.getByRole('button', { name: /^落\s?实$/ }).click();
      await dialogue.waitFor({ state: 'detached' });
      await desktop.getByRole('row').filter({ hasText: '修缮屋顶' }).getByRole('button', { name: '查看照片：收据.jpg' }).waitFor();
      await checked(desktop);
      await desktop.context().close();
    });

    await step('a superior sees that there are some, and what is on them only with a reason', async () => {
      const city = await signIn(world, 'shizong', desk);
      await open(city, `/households/${household.id}?tab=attachments`);
      await city.getByText('3 个附件，内容仅本工会可见').waitFor();
      assert.equal(await city.getByRole('button', { name: /^查看照片/ }).count(), 0);
      await checked(city);
      await city.getByRole('button', { name: '查看实名信息' }).click();
      const dialogue = city.getByRole('dialog');
      await dialogue.getByLabel('查阅事由').fill('核查来信反映的住房困难');
      await dialogue.getByRole('button', { name: '记录事由并查看' }).click();
      await city.getByRole('button', { name: '查看照片：屋顶.jpg' }).waitFor();
      assert.equal(await city.getByRole('button', { name: /^删除附件/ }).count(), 0);
      await city.waitForFunction(() => [...document.querySelectorAll('li img')].every((one) => one.complete && one.naturalWidth > 100));
      await checked(city);
      await city.context().close();
    });
  });
}
