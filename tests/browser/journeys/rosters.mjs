// A county brings in the table it keeps: what is wrong is shown, the good households are loaded, a second time nothing happens.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checked, desk, idNumber, open, phone, signIn, steps } from '../browser.mjs';

const headings = '序号,姓名,与户主关系,身份证号码,身体状况,学历,农民工,家庭地址,户口性质,住房情况,人口,劳动力,人均年收入(万元),致困原因,困难类型';

function head(name, order, tier = '相对困难') {
  return `${order},${name},户主,${idNumber('1980-01-01', order)},健康,初中,√,枣园镇花名册村${order}号,农村,自建,3,2,0.85,因病,${tier}`;
}

function table(...rows) {
  return { name: '2014年花名册.csv', mimeType: 'text/csv', buffer: Buffer.from(['某县困难职工花名册', headings, ...rows, ''].join('\n')) };
}

/** The figure in one of the tiles. */
const tile = (page, title) =>
  page.locator('.ant-statistic').filter({ hasText: title }).locator('.ant-statistic-content').innerText();

export function rosters(world) {
  test('a roster is uploaded, looked through, loaded in part, corrected, and loaded again without a change', async (t) => {
    const step = steps(t);
    const page = await signIn(world, 'lanshan', desk);
    const good = [head('花名甲', 71), `,花名乙,妻子,${idNumber('1981-05-05', 72)},一般,小学,否`, head('花名丙', 73)];
    const bad = head('花名丁', 74, '有点困难');

    await step('the way there, and a template to fill in', async () => {
      await open(page, '/households');
      await page.getByRole('button', { name: '导入花名册' }).click();
      await page.getByRole('heading', { level: 1, name: '导入花名册' }).waitFor();
      await checked(page);
      const [template] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载模板' }).click()]);
      assert.equal(template.suggestedFilename(), '花名册模板.xlsx');
      assert.equal(readFileSync(await template.path()).subarray(0, 2).toString(), 'PK');
    });

    await step('a file that is no table is refused in words', async () => {
      await page.locator('input[type=file]').setInputFiles({ name: '花名册.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ\0\0') });
      await page.getByText('不是表格文件').waitFor();
      await checked(page);
    });

    await step('each fault is shown at its cell, and only the good households are loaded', async () => {
      await page.locator('input[type=file]').setInputFiles(table(...good, bad));
      await page.getByRole('heading', { level: 1, name: '2014年花名册.csv' }).waitFor();
      await page.getByRole('cell', { name: '有点困难' }).waitFor();
      assert.deepEqual([await tile(page, '可导入'), await tile(page, '有问题')], ['2', '1']);
      await page.getByText('序号').waitFor();
      await checked(page);
      const [faulty] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载有问题的户' }).click()]);
      assert.ok(readFileSync(await faulty.path()).length > 2000);
      assert.equal(await page.getByRole('button', { name: /^全部导入/ }).count(), 0);
      await page.getByRole('button', { name: '只导入没有问题的 2 户' }).click();
      await page.getByText('已导入 2 户 3 人。').waitFor();
      await checked(page);
      await page.getByRole('button', { name: '查看帮扶户' }).click();
      await open(page, '/households?text=花名甲');
      await page.getByRole('link', { name: '花名甲' }).waitFor();
    });

    await step('on a phone: the corrected roster adds one household and leaves the others as they are', async () => {
      const small = await signIn(world, 'lanshan', phone);
      await open(small, '/households/rosters');
      await checked(small);
      await small.locator('input[type=file]').setInputFiles(table(...good, head('花名丁', 74)));
      await small.getByText('其中 2 户在本单位已有档案').waitFor();
      await checked(small);
      await small.getByRole('button', { name: '全部导入（1 户）' }).click();
      await small.getByText('已导入 1 户 1 人。').waitFor();
      await checked(small);
      await small.context().close();
    });

    await step('a roster that is cancelled loads nothing', async () => {
      await open(page, '/households/rosters');
      await page.locator('input[type=file]').setInputFiles(table(head('花名戊', 75)));
      await page.getByRole('button', { name: '取消这份花名册' }).click();
      await page.getByText('已取消，没有导入任何内容').waitFor();
      await checked(page);
      await open(page, '/households?text=花名戊');
      await page.getByText('没有符合条件').first().waitFor();
      await page.context().close();
    });
  });
}
