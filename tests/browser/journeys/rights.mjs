// Unpaid wages from the village to the close: a cadre registers them against an employer that nobody knew, the county's
// legal officer accepts the case, writes to a department, records the money and closes it; a superior reads no name.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checked, choose, day, desk, open, phone, signIn, steps } from '../browser.mjs';
import { household, invited } from './administrator.mjs';

const name = '示范户己';
const employer = '临沂示范建筑劳务有限公司';
const account = '三月到八月在工地做木工，停工后班组长说没有钱。';
const wrong = '91350100M000100Y44';
const right = '91350100M000100Y43';

/** The first of the month so many months ago, as a month. */
const month = (ago) => {
  const date = new Date();
  date.setDate(1);
  date.setMonth(date.getMonth() - ago);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;
};

/** Takes a step on a case's page, with what `fill` writes into its dialogue. */
async function act(page, button, done, fill) {
  await page.getByRole('button', { name: button, exact: true }).click();
  const dialogue = page.getByRole('dialog');
  await fill?.(dialogue);
  await checked(page);
  await dialogue.getByRole('button', { name: button, exact: true }).click();
  await page.getByText(done, { exact: true }).first().waitFor();
  await dialogue.waitFor({ state: 'detached' });
}

export function rights(world) {
  test('unpaid wages from the village to the close', async (t) => {
    const step = steps(t);
    const { id } = await household(world, 'ganbu', name, 111, { kind: 'LINKED', mainCause: 'WAGE_ARREARS' });
    const cadre = await signIn(world, 'ganbu', phone);
    let officer;
    let address;

    await step('a cadre registers them on a phone, and the employer with them', async () => {
      await open(cadre, `/households/${id}?tab=rights`);
      await cadre.getByText('这一户没有维权个案').waitFor();
      await cadre.getByRole('button', { name: '登记维权' }).click();
      await cadre.getByRole('heading', { level: 1, name: '登记维权' }).waitFor();
      // The only migrant worker of the household is there already.
      await cadre.getByRole('checkbox', { name: new RegExp(`^${name}`), checked: true }).waitFor();
      await cadre.getByRole('button', { name: '登记维权' }).click();
      await cadre.getByText('请选择类型').waitFor();
      await choose(cadre, '类型', '拖欠或克扣工资');
      await cadre.getByLabel('知道权益受侵害的日期').fill(day(-60));
      await cadre.getByLabel('欠薪起始月份').fill(month(8));
      await cadre.getByLabel('欠薪截止月份').fill(month(3));
      await cadre.getByLabel('月工资').fill('6000');
      const field = cadre.getByLabel('用人单位', { exact: true }).and(cadre.getByRole('combobox'));
      await field.click();
      await field.fill(employer);
      await cadre.locator('.ant-select-item-option').filter({ hasText: '没有找到，新登记' }).click();
      const dialogue = cadre.getByRole('dialog');
      assert.equal(await dialogue.getByLabel('用人单位').inputValue(), employer);
      await dialogue.getByLabel('统一社会信用代码').fill(wrong);
      await dialogue.getByLabel('行政区划代码').fill('371302');
      await dialogue.getByText('校验位不对，请核对').waitFor();
      await checked(cadre);
      await dialogue.getByLabel('统一社会信用代码').fill(right);
      await dialogue.getByRole('button', { name: '登记', exact: true }).click();
      await cadre.getByText('已登记用人单位').waitFor();
      await dialogue.waitFor({ state: 'detached' });
      assert.equal(await cadre.getByLabel('行政区划代码').inputValue(), '371302');
      await cadre.getByLabel('主张金额').fill('30000');
      await cadre.getByText('1 人，合计 ¥30,000.00').waitFor();
      await cadre.getByLabel('经过').fill(account);
      await cadre.getByLabel('诉求').fill('要回工资 30000 元');
      await checked(cadre);
      await cadre.getByRole('button', { name: '登记维权' }).click();
      await cadre.getByRole('heading', { level: 1, name: /的维权$/ }).waitFor();
      address = new URL(cadre.url()).pathname;
      await cadre.getByText('待受理', { exact: true }).first().waitFor();
      await cadre.getByText(account).waitFor();
      await checked(cadre);
      await open(cadre, `/households/${id}?tab=timeline`);
      await cadre.getByText('登记维权').first().waitFor();
    });

    await step('the legal officer of the county finds it on the board, and accepts it', async () => {
      const county = await signIn(world, 'lanshan', desk);
      officer = await invited(world, county, { name: '法律甲', login: 'falvjia', roles: ['法律工作者'], viewport: desk });
      await county.context().close();
      await open(officer, '/rights');
      await officer.getByRole('region', { name: '待受理' }).waitFor();
      await checked(officer);
      await open(officer, address);
      await act(officer, '受理', '已受理');
      await officer.getByText('已受理', { exact: true }).first().waitFor();
    });

    await step('a letter is drafted out of the case, sent with its number, and answered', async () => {
      await officer.getByRole('button', { name: '写协调函' }).click();
      const writing = officer.getByRole('dialog');
      await choose(writing, '部门', '劳动保障监察');
      await officer.waitForFunction(() => document.querySelector('.ant-modal textarea')?.value.length > 20);
      await checked(officer);
      await writing.getByRole('button', { name: '保存草稿' }).click();
      await officer.getByText('协调函已保存').waitFor();
      await officer.getByRole('button', { name: /^登记已发出/ }).click();
      const sending = officer.getByRole('dialog').last();
      await sending.getByLabel('发文字号').fill('兰工函〔示范〕1 号');
      await sending.getByRole('button', { name: '登记已发出', exact: true }).click();
      await officer.getByText('已登记发出').waitFor();
      await officer.getByText('协调中', { exact: true }).first().waitFor();
      await officer.getByRole('button', { name: /^登记复函/ }).click();
      const answering = officer.getByRole('dialog').last();
      await answering.getByLabel('复函内容').fill('已责令用人单位十日内付清。');
      await answering.getByRole('button', { name: '登记复函', exact: true }).click();
      await officer.getByText('已责令用人单位十日内付清。').first().waitFor();
      await checked(officer);
    });

    await step('it is settled, the money comes, and it is closed', async () => {
      await act(officer, '达成协议', '已登记协议', async (dialogue) => {
        await choose(dialogue, '解决途径', '政府部门处理');
        await dialogue.getByLabel('确定金额').fill('30000');
        await dialogue.getByLabel('结果').fill('用人单位同意付清');
      });
      await act(officer, '登记到账', '已登记到账', (dialogue) => dialogue.getByLabel('金额').fill('30000'));
      await officer.getByText('已追回 ¥30,000.00，主张 ¥30,000.00（100%）').waitFor();
      await act(officer, '结案', '已结案', async (dialogue) => {
        await dialogue.getByLabel('满意', { exact: true }).check();
        await dialogue.getByLabel('结案说明').fill('工资已全部到手');
      });
      await checked(officer);
    });

    await step('the employer has its record, and a superior reads no name', async () => {
      await open(officer, `/rights/employers?text=${encodeURIComponent(employer)}`);
      await officer.getByRole('link', { name: employer }).last().click();
      await officer.getByRole('heading', { level: 2, name: '全市记录' }).waitFor();
      await officer.getByText('¥30,000.00').first().waitFor();
      await checked(officer);
      const city = await signIn(world, 'shizong', desk);
      await open(city, address);
      await city.getByText('您看到的是不含姓名的概况').waitFor();
      const text = await city.locator('#main').innerText();
      for (const hidden of [name, account]) assert.ok(!text.includes(hidden), hidden);
      await checked(city);
      await open(city, '/');
      await city.getByRole('heading', { level: 2, name: '维权个案统计' }).waitFor();
      await checked(city);
      await city.context().close();
    });

    await step('every page of rights cases, on a desk and on a phone', async () => {
      for (const page of [officer, cadre]) {
        for (const path of ['/rights', '/rights?view=list', '/rights/deadlines', '/rights/employers', address]) {
          await open(page, path);
          await checked(page);
        }
        await page.context().close();
      }
    });
  });
}
