// A programme from its draft to a household's page: the city writes rules and an amount, counts ahead, opens and changes
// it; the county corrects a line; a cadre sees what a family may apply for, and why not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checked, desk, open, phone, signIn, steps } from '../browser.mjs';

const name = '示范临时救助';
const source = '临会发〔2014〕20号';

/** A household of the cadre's union. */
async function household(world, login) {
  const token = await world.server.signIn(login);
  const { households } = await world.server.ask(
    '{ households(filter: { status: ACTIVE }, first: 1) { nodes { id headName } } }', {}, { token },
  );
  return households.nodes[0];
}

async function rule(page, kind, sentence) {
  await page.getByRole('button', { name: '添加条件' }).click();
  await page.getByRole('menuitem', { name: kind, exact: true }).click();
  await page.getByLabel('条文', { exact: true }).last().fill(sentence);
}

export function programmes(world) {
  test('a programme from its draft to a household', async (t) => {
    const step = steps(t);
    const city = await signIn(world, 'shizong', desk);
    let address;

    await step('the city writes it, counts ahead and opens it', async () => {
      await open(city, '/programmes');
      await city.getByRole('link', { name: /金秋助学/ }).waitFor();
      await checked(city);
      await city.getByRole('button', { name: '新建项目' }).click();
      await city.getByRole('button', { name: '保存草稿' }).click();
      await city.getByText('请填写项目名称').waitFor();
      await city.getByLabel('项目名称').fill(name);
      const year = new Date().getFullYear();
      await city.getByLabel('开始受理').fill(`${year}-01-01`);
      await city.keyboard.press('Enter');
      await city.getByLabel('截止受理').fill(`${year}-12-31`);
      await city.keyboard.press('Enter');
      await rule(city, '收入与低保线', '月人均收入低于低保线1.5倍');
      await city.getByLabel('低于低保线的').fill('150');
      await city.getByLabel('文号').last().fill(source);
      await rule(city, '一年一次', '每户每年一次');
      assert.equal(await city.getByLabel('文号').last().inputValue(), source);
      await city.getByLabel('金额（或最低）').fill('800');
      await checked(city);
      await city.getByRole('button', { name: '测算' }).click();
      await city.getByText('符合条件', { exact: true }).waitFor();
      await city.getByRole('button', { name: '保存草稿' }).click();
      await city.getByRole('heading', { level: 1, name }).waitFor();
      address = new URL(city.url()).pathname;
      await city.getByText(/低于当地当月低保线的 150%/).waitFor();
      await checked(city);
      await city.getByRole('button', { name: '发布', exact: true }).click();
      await city.getByRole('dialog').getByText('全部下级的帮扶户有效').waitFor();
      await city.getByRole('dialog').getByRole('button', { name: '测算' }).click();
      await city.getByRole('dialog').getByText('符合条件', { exact: true }).waitFor();
      await checked(city);
      await city.getByRole('button', { name: '发布项目' }).click();
      await city.getByText('受理中').waitFor();
      await checked(city);
    });

    await step('a change says why, and the edition before stays', async () => {
      await city.getByRole('button', { name: '修改' }).click();
      await city.getByLabel('金额（或最低）').fill('1000');
      await city.getByRole('button', { name: '保存并执行' }).click();
      await city.getByText('请写明为什么修改').waitFor();
      await city.getByLabel('修改原因').fill('市财政追加了资金');
      await city.getByRole('button', { name: '保存并执行' }).click();
      await city.getByText('第 2 版', { exact: true }).waitFor();
      await city.getByText(/第 1 版，/).click();
      await city.getByText('¥800.00').waitFor();
      await checked(city);
    });

    await step('the county looks ahead and enters a line', async () => {
      const county = await signIn(world, 'lanshan', desk);
      await open(county, '/living-lines');
      await county.getByRole('cell', { name: '兰山区' }).first().waitFor();
      await checked(county);
      await county.getByRole('button', { name: '录入标准' }).click();
      const dialog = county.getByRole('dialog');
      await dialog.getByLabel('每人每月').fill('700');
      await dialog.getByLabel('文号').fill('兰民发〔2014〕9号');
      await dialog.getByRole('button', { name: '测算' }).click();
      await dialog.getByText(name).waitFor();
      await checked(county);
      await dialog.getByRole('button', { name: '保存标准' }).click();
      await county.getByRole('cell', { name: '¥700.00' }).waitFor();
      await county.getByRole('button', { name: /更正兰山区农村/ }).first().click();
      await dialog.getByLabel('每人每月').fill('710');
      await dialog.getByRole('button', { name: '保存标准' }).click();
      await county.getByRole('cell', { name: '¥710.00' }).waitFor();
      await checked(county);
      await county.context().close();
    });

    await step('a cadre reads on the household what it may apply for, as arithmetic', async () => {
      const { id } = await household(world, 'ganbu');
      for (const viewport of [desk, phone]) {
        const cadre = await signIn(world, 'ganbu', viewport);
        await open(cadre, `/households/${id}?tab=aid`);
        const card = cadre.locator('.ant-card').filter({ hasText: name }).last();
        await card.getByText(/÷ 12 ÷ \d+ 人 [=≈] .* 低保线/).waitFor();
        await card.getByText(source).first().waitFor();
        await checked(cadre);
        await open(cadre, address);
        assert.equal(await cadre.getByRole('button', { name: '修改' }).count(), 0);
        await checked(cadre);
        await cadre.context().close();
      }
    });

    await step('all of it fits a phone', async () => {
      const small = await signIn(world, 'shizong', phone);
      for (const path of ['/programmes', '/living-lines', '/programmes/new', `${address}/edit`]) {
        await open(small, path);
        await checked(small);
      }
      await small.context().close();
    });

    await step('the city closes it', async () => {
      await open(city, address);
      await city.getByRole('button', { name: '结束项目' }).click();
      await city.getByRole('dialog').getByRole('button', { name: '结束项目' }).click();
      await city.getByText('已结束', { exact: true }).waitFor();
      assert.equal(await city.getByRole('button', { name: '修改' }).count(), 0);
      await checked(city);
      await city.context().close();
    });
  });
}
