// The whole of it once: a county files a household and pairs it, its cadre visits, the city sees it in the figures.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checked, choose, day, desk, figure, idNumber, open, phone, signIn, steps, visit } from '../browser.mjs';
import { PASSWORD } from '../server.mjs';

const counted = ['帮扶户', '已结对', '未结对', '本月走访', '临近到期的措施', '逾期的措施'];
const figures = async (page) => Object.fromEntries(await Promise.all(counted.map(async (label) => [label, await figure(page, label)])));

async function cityFigures(city) {
  await open(city, '/');
  await city.getByText('本月走访').first().waitFor();
  return figures(city);
}

export function story(world) {
  test('a household from its file to the figures of the city', async (t) => {
    const step = steps(t);
    const city = await signIn(world, 'shizong', desk);
    const county = await signIn(world, 'lanshan', desk);
    const before = await cityFigures(city);
    let address;

    await step('the county registers it', async () => {
      await open(county, '/households');
      await county.getByRole('button', { name: '登记帮扶户' }).click();
      await county.getByLabel('姓名', { exact: true }).fill('示范户甲');
      await county.getByLabel('身份证号').fill(idNumber('1987-03-15', 22));
      await county.getByText('1987-03-15 出生，女').waitFor();
      await choose(county, '健康状况', '良好');
      await choose(county, '文化程度', '初中');
      await county.getByLabel('现住址').fill('枣园镇示范村 8 号');
      await choose(county, '户口类型', '农业');
      await choose(county, '住房类型', '自建房');
      await county.getByLabel('家庭人口').fill('3');
      await county.getByLabel('劳动力').fill('1');
      await county.getByLabel('人均年收入').fill('8600');
      await choose(county, '困难类别', '深度困难');
      await checked(county);
      await county.getByRole('button', { name: '提交登记' }).click();
      await county.getByText('请选择主要致困原因').waitFor();
      await choose(county, '主要致困原因', '患病');
      await county.getByRole('button', { name: '提交登记' }).click();
      await county.getByText('已登记，档案编号').waitFor();
      await county.getByRole('heading', { level: 1, name: '示范户甲' }).waitFor();
      address = new URL(county.url()).pathname;
      const now = await cityFigures(city);
      assert.deepEqual(now, { ...before, 帮扶户: before['帮扶户'] + 1, 未结对: before['未结对'] + 1 });
    });

    await step('and pairs it on the board', async () => {
      await open(county, '/pairing');
      await county.getByRole('button', { name: '选择干部：示范户甲' }).click();
      const dialogue = county.getByRole('dialog');
      await choose(dialogue, '联系干部', '韩敏');
      await dialogue.getByRole('button', { name: '安排结对' }).click();
      await county.getByText('已结对', { exact: true }).waitFor();
      await county.getByRole('region', { name: '韩敏 已结对 4 户' }).getByText('示范户甲').waitFor();
      await checked(county);
    });

    await step('the cadre writes down a visit on a phone, with a promise', async () => {
      const cadre = await signIn(world, 'quganbu', phone);
      await cadre.getByRole('link', { name: '我的户' }).click();
      await cadre.getByRole('link', { name: '示范户甲' }).click();
      // The list, which has such buttons too, stays until the page is there.
      await cadre.getByRole('heading', { level: 1, name: '示范户甲' }).waitFor();
      await cadre.getByRole('button', { name: '记录走访' }).click();
      await cadre.getByRole('heading', { level: 1, name: '记录走访' }).waitFor();
      await cadre.getByText('示范户甲').first().waitFor();
      await cadre.getByLabel('见到谁').fill('本人和婆婆');
      await cadre.getByLabel('看到的情况').fill('丈夫在外务工，本人透析，女儿上初中。');
      await cadre.getByRole('button', { name: '添加承诺的措施' }).click();
      await cadre.getByLabel('答应做什么').fill('联系大病救助窗口');
      await cadre.getByLabel('完成期限').fill(day(5));
      await checked(cadre);
      await cadre.getByRole('button', { name: '保存走访' }).click();
      await cadre.getByText('走访已上传').waitFor();
      await cadre.getByText('丈夫在外务工').waitFor();
      await checked(cadre);
      await cadre.context().close();
    });

    await step('the figures of the city rise by exactly that', async () => {
      assert.deepEqual(await cityFigures(city), {
        ...before,
        帮扶户: before['帮扶户'] + 1,
        已结对: before['已结对'] + 1,
        本月走访: before['本月走访'] + 1,
        临近到期的措施: before['临近到期的措施'] + 1,
      });
      await checked(city);
    });

    await step('the city opens it with a reason', async () => {
      await open(city, address);
      await city.getByRole('heading', { level: 1, name: /^示\*+$/ }).waitFor();
      assert.equal(await city.getByText('枣园镇示范村 8 号').count(), 0);
      await city.getByRole('button', { name: '查看实名信息' }).click();
      const dialogue = city.getByRole('dialog');
      await dialogue.getByLabel('查阅事由').fill('核查');
      await dialogue.getByRole('button', { name: '记录事由并查看' }).click();
      await dialogue.getByText('不少于 5 个字').waitFor();
      await dialogue.getByLabel('查阅事由').fill('核查来信反映的就医困难');
      await dialogue.getByRole('button', { name: '记录事由并查看' }).click();
      await city.getByRole('heading', { level: 1, name: '示范户甲' }).waitFor();
      await city.getByText('枣园镇示范村 8 号').waitFor();
      await checked(city);
      await open(city, address);
      await city.getByRole('heading', { level: 1, name: /^示\*+$/ }).waitFor();
    });

    await step('and the county reads in its trail who looked, and why', async () => {
      await open(county, '/audit');
      const row = county.getByRole('row').filter({ hasText: '核查来信反映的就医困难' });
      await row.getByText('临沂市总工会').waitFor();
      for (const done of ['登记', '结对', '走访']) await county.getByRole('row').filter({ hasText: done }).first().waitFor();
    });

    await county.context().close();
    await city.context().close();
  });

  test('somebody who is not signed in comes back to the page they wanted', async () => {
    const page = await visit(world, '/staff', desk);
    await page.getByLabel('登录名').fill('lanshan');
    await page.getByLabel('密码', { exact: true }).fill('wrong-password');
    await page.keyboard.press('Enter');
    await page.getByText(/不正确|有误|不对/).first().waitFor();
    await checked(page);
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/staff/);
    await page.context().close();
  });
}
