// A superior: figures down the tree, an application decided, two files of one person settled.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checked, choose, desk, idNumber, open, phone, signIn } from '../browser.mjs';
import { household } from './administrator.mjs';

export function superior(world) {
  test('a superior drills down, and sees names masked', async () => {
    for (const viewport of [desk, phone]) {
      const page = await signIn(world, 'shizong', viewport);
      await page.getByRole('link', { name: '兰山区总工会' }).first().click();
      await page.getByRole('link', { name: '兰山街道总工会' }).first().click();
      await page.getByText('兰山街道总工会及下级工会数据').waitFor();
      await checked(page);
      // Few of the many unions below, so that the figures are not lost under them, and all when asked for.
      const below = page.getByLabel('各工会数据').getByRole('link');
      const all = page.getByRole('button', { name: /^全部 \d+ 家$/ });
      assert.equal(await below.count(), viewport === phone ? 5 : 10);
      const count = Number(/\d+/.exec(await all.innerText())[0]);
      assert.ok(count > 12);
      await all.click();
      assert.equal(await below.count(), count);
      await checked(page);
      await page.getByRole('button', { name: '收起' }).click();
      assert.equal(await below.count(), viewport === phone ? 5 : 10);
      await open(page, '/households?subtree=1');
      const names = page.getByRole('link', { name: '*' });
      await names.first().waitFor();
      assert.ok((await names.count()) >= 20);
      for (const name of await names.allInnerTexts()) assert.match(name, /^.\*+$/);
      await checked(page);
      for (const path of ['/unions', '/founding', '/staff?subtree=1', '/visits?subtree=1', '/measures?subtree=1&view=overdue', '/audit?subtree=1']) {
        await open(page, path);
        await checked(page);
      }
      await page.context().close();
    }
  });

  test('a union asked for is granted, and stands in the tree', async () => {
    const county = await signIn(world, 'lanshan', phone);
    await open(county, '/founding');
    await county.getByRole('button', { name: '提出建会申请' }).click();
    const application = county.getByRole('dialog');
    await application.getByLabel('拟建工会名称').fill('兰山区示范商会工会');
    await application.getByLabel('职工数').fill('60');
    await application.getByLabel('其中农民工').fill('45');
    await application.getByLabel('建会理由').fill('商会内企业农民工多，要求建会');
    await checked(county);
    await application.getByRole('button', { name: '提交申请' }).click();
    await county.getByText('兰山区示范商会工会').waitFor();
    await county.context().close();

    const city = await signIn(world, 'shizong', desk);
    await open(city, '/founding');
    await city.getByRole('row').filter({ hasText: '兰山区示范商会工会' }).getByRole('button', { name: '审批' }).click();
    const decision = city.getByRole('dialog');
    await decision.getByLabel('批准建会').check();
    await checked(city);
    await decision.getByRole('button').last().click();
    await city.getByRole('row').filter({ hasText: '兰山区示范商会工会' }).getByText('已批准').waitFor();
    await open(city, '/unions');
    await city.getByLabel('工会名称、拼音首字母或区划代码').fill('兰山区示范商会');
    await city.getByText('兰山区示范商会工会').first().waitFor();
    await city.context().close();
  });

  test('two files of one person: refused, raised with a reason, settled by the common superior', async () => {
    await household(world, 'qiye', '同一人', 51);
    const street = await signIn(world, 'jiedao', desk);
    await open(street, '/households/new');
    await street.getByLabel('姓名', { exact: true }).fill('同一人');
    await street.getByLabel('身份证号').fill(idNumber('1980-01-01', 51));
    for (const [label, option] of [['健康状况', '良好'], ['文化程度', '初中'], ['户口类型', '农业'], ['住房类型', '自建房'], ['困难类别', '相对困难'], ['主要致困原因', '患病']]) {
      await choose(street, label, option);
    }
    await street.getByLabel('现住址').fill('示范社区 3 号楼');
    await street.getByLabel('家庭人口').fill('2');
    await street.getByLabel('劳动力').fill('1');
    await street.getByLabel('人均年收入').fill('9000');
    if (await street.getByLabel('户别').count()) await choose(street, '户别', '结亲连心联系户');
    await street.getByRole('button', { name: '提交登记' }).click();
    await street.getByLabel('该人员已在别处建档，仍要登记并请求上级认定').check();
    await street.getByLabel('仍要登记的理由').fill('本人已离开原单位，在本街道居住');
    await checked(street);
    await street.getByRole('button', { name: '提交登记' }).click();
    await street.getByText('已登记，档案编号').waitFor();
    await street.context().close();

    const county = await signIn(world, 'lanshan', desk);
    await open(county, '/duplicates');
    await county.getByRole('row').filter({ hasText: '本人已离开原单位' }).getByRole('button', { name: '裁定' }).click();
    const dialogue = county.getByRole('dialog');
    await dialogue.getByRole('radio').first().check();
    await dialogue.getByLabel('裁定说明').fill('以现居住地档案为准');
    await checked(county);
    await dialogue.getByRole('button', { name: '裁定' }).click();
    // The list's filter has the word too, so the dialogue's end tells that it was written.
    await dialogue.waitFor({ state: 'hidden' });
    await open(county, '/duplicates?state=SETTLED');
    await county.getByText('以现居住地档案为准').waitFor();
    await checked(county);
    await county.context().close();
  });
}
