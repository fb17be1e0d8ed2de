// Taking lists along: the table of an administrator with and without names, of a superior, and links that are none.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checked, desk, open, phone, signIn, steps } from '../browser.mjs';

const order = `mutation($input: ExportListInput!) {
  exportList(input: $input) { export { url } errors { code message } }
}`;

/** Orders by the button of a page and answers the downloaded file. */
async function download(page, reason, table) {
  await page.getByRole('button', { name: '导出 Excel' }).click();
  const dialogue = page.getByRole('dialog');
  if (table) await dialogue.getByRole('radio', { name: table, exact: true }).check();
  if (reason !== undefined) await dialogue.getByLabel(/理由/).fill(reason);
  await checked(page);
  const [file] = await Promise.all([page.waitForEvent('download'), dialogue.getByRole('button', { name: '导出', exact: true }).click()]);
  assert.equal(await file.failure(), null);
  return file;
}

export function exports(world) {
  test('lists are taken along as Excel workbooks', async (t) => {
    const step = steps(t);

    await step('an administrator with a reason, and without', async () => {
      const page = await signIn(world, 'lanshan', desk);
      await open(page, '/households');
      const masked = await download(page);
      assert.match(masked.suggestedFilename(), /^帮扶户-\d{4}-\d\d-\d\d\.xlsx$/);
      assert.equal(readFileSync(await masked.path()).subarray(0, 2).toString(), 'PK');
      await page.getByRole('button', { name: '导出 Excel' }).click();
      await page.getByLabel('需要实名信息的理由').fill('看看');
      await page.getByRole('dialog').getByRole('button', { name: '导出', exact: true }).click();
      await page.getByText('理由至少写 5 个字').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
      await download(page, '报送市总工会年度核查');
      await open(page, '/audit');
      await page.getByText('导出帮扶户表（含实名信息）').waitFor();
      await page.context().close();
    });

    await step('every other list that a page shows, on a desk and on a phone', async () => {
      const { server } = world;
      const token = await server.signIn('lanshan');
      const { surveyRounds } = await server.ask('{ surveyRounds(state: OPEN) { nodes { id } } }', {}, { token });
      const round = `/surveys/${surveyRounds.nodes[0].id}`;
      const lists = [
        ['/unions', '工会组织'],
        ['/founding?state=SUBMITTED', '建会申请'],
        ['/stewardships', '代管'],
        ['/duplicates', '重复建档'],
        ['/households/rosters', '上传过的花名册'],
        ['/pairing', '帮扶户', '待结对的户'],
        ['/pairing', '工会干部', '干部'],
        ['/surveys', '摸底调查'],
        [round, '调查进度', '各工会进度'],
        [round, '调查结果', '登记结果'],
        [round, '未完成的工会', '还未完成的工会'],
        [round, '各干部进度', '本工会各干部进度'],
        [`${round}/tasks?view=unfinished`, '调查名单'],
        ['/aid/applications?view=all', '救助申请'],
      ];
      // One of each kind on a phone: a list, a page with several tables, a page behind another.
      const onPhones = lists.filter(([path], n) => n === 0 || path === '/pairing' || path.startsWith('/aid'));
      for (const [viewport, shown] of [[desk, lists], [phone, onPhones]]) {
        const page = await signIn(world, 'lanshan', viewport);
        for (const [path, name, table] of shown) {
          await open(page, path);
          const file = await download(page, undefined, table);
          assert.match(file.suggestedFilename(), new RegExp(`^${name}-\\d{4}-\\d\\d-\\d\\d\\.xlsx$`), path);
          assert.equal(readFileSync(await file.path()).subarray(0, 2).toString(), 'PK');
        }
        await page.context().close();
      }
    });

    await step('hand-overs only with a reason', async () => {
      const page = await signIn(world, 'ganbu', phone);
      await open(page, '/hand-overs');
      await page.getByRole('button', { name: '导出 Excel' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '导出', exact: true }).click();
      await page.getByText('请写明理由，至少 5 个字').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
      const file = await download(page, '交接时核对名单');
      assert.match(file.suggestedFilename(), /^移交-/);
      await page.context().close();
    });

    await step('a superior takes the figures along, on a phone', async () => {
      const page = await signIn(world, 'shizong', phone);
      const file = await download(page);
      assert.match(file.suggestedFilename(), /^统计-/);
      await page.context().close();
    });

    await step('a link by hand: followed without a header, forged, without a secret', async () => {
      const { server } = world;
      const token = await server.signIn('lanshan');
      const { exportList } = await server.ask(order, { input: { list: { visits: {} } } }, { token });
      const url = server.url + exportList.export.url;
      const good = await fetch(url);
      assert.equal(good.status, 200);
      assert.equal(good.headers.get('content-type'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
      assert.equal(good.headers.get('cache-control'), 'no-store');
      assert.equal((await good.arrayBuffer()).byteLength, Number(good.headers.get('content-length')));
      for (const bad of [`${url.slice(0, -3)}AAA`, `${server.url}/exports`, `${server.url}/exports?order=${'A'.repeat(4000)}`]) {
        const answer = await fetch(bad);
        assert.equal(answer.status, 404, bad);
        assert.equal((await answer.json()).errors[0].extensions.code, 'NOT_FOUND');
      }
    });
  });
}
