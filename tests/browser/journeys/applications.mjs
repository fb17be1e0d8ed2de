// Aid from the application to the public notice: a cadre applies, a colleague returns it, the county reviews it and hangs
// it out, everybody reads it without signing in, and it comes down. What needs days to pass is proved on the server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checked, desk, open, phone, signIn, steps, visit } from '../browser.mjs';
import { household } from './administrator.mjs';
import { act, openedProgramme, thisYearsHolidays, year } from './aid.mjs';

const name = '示范户丁';
const programme = '示范县区救助';
const masked = /^示\*+$/;
/** As the notice has it: with one character hidden. */
const shown = /^(\*范户丁|示\*户丁|示范\*丁|示范户\*)$/;
const reason = '本人透析，两个孩子上学，家里欠债。';

const objection = '这家在城里开饭店，收入没有这么低。';

/** A card of nobody: its check digit is by the Luhn algorithm. */
function card(body) {
  const sum = [...body].toReversed().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return body + String((10 - (sum % 10)) % 10);
}

export function applications(world) {
  test('aid from the application to the public notice', async (t) => {
    const step = steps(t);
    const { id } = await household(world, 'ganbu', name, 81, { kind: 'LINKED' });
    const programmeId = await openedProgramme(world, 'LIVING_RELIEF', programme, {
      amounts: [{ least: '800.00', most: '1200.00' }], papers: ['困难证明', '身份证复印件'],
    });
    await thisYearsHolidays(world);
    const cadre = await signIn(world, 'ganbu', phone);
    const colleague = await signIn(world, 'jiedao', desk);
    const county = await signIn(world, 'quganbu', desk);
    let address;
    let notice;
    let hung;

    await step('the programme says who decides, and the city pastes the holidays', async () => {
      const head = await signIn(world, 'lanshan', desk);
      await open(head, `/programmes/${programmeId}`);
      await head.getByText('由发布项目的工会公示、批准和发放').waitFor();
      await checked(head);
      await head.context().close();
      const city = await signIn(world, 'shizong', desk);
      await open(city, `/aid/work-years?year=${year + 1}`);
      await checked(city);
      await city.getByRole('button', { name: /^(录入|修改)/ }).click();
      await city.getByLabel('文号').fill('国办发明电（示范）');
      await city.getByLabel('粘贴录入').fill(`${year + 1}-01-01 休 元旦\n${year + 1}-05-01 至 ${year + 1}-05-03 休 劳动节\n春节待定`);
      await city.getByRole('button', { name: '加入列表' }).click();
      await city.getByText('这几行没有读懂，请改好再加入').waitFor();
      assert.equal(await city.getByLabel('粘贴录入').inputValue(), '春节待定');
      await checked(city);
      await city.getByRole('button', { name: '保存', exact: true }).click();
      await city.getByText('放假安排已保存').waitFor();
      await city.getByRole('row').filter({ hasText: `${year + 1}-05-01` }).getByText('劳动节').waitFor();
      await checked(city);
      await city.context().close();
    });

    await step('a cadre applies on a phone; what is missing is said at its field', async () => {
      await open(cadre, `/households/${id}?tab=aid`);
      await cadre.getByRole('button', { name: `申请：${programme}` }).click();
      await cadre.getByRole('heading', { level: 1, name: '申请救助' }).waitFor();
      assert.equal(await cadre.getByLabel('申请金额').inputValue(), '800.00');
      await cadre.getByText('标准 ¥800.00 至 ¥1,200.00').waitFor();
      await cadre.getByRole('button', { name: '保存并提交' }).click();
      await cadre.getByText('请填写申请理由').waitFor();
      await cadre.getByText('请填写收款人').waitFor();
      await cadre.getByLabel('申请金额').fill('1000');
      await cadre.getByLabel('申请理由').fill(reason);
      await cadre.getByLabel('困难证明').check();
      await cadre.getByLabel('收款人').fill(name);
      await cadre.getByLabel('开户行').fill('中国工商银行临沂兰山支行');
      await cadre.getByLabel('账号').fill(card('622202160200123456'));
      await checked(cadre);
      await cadre.getByRole('button', { name: '保存草稿' }).click();
      await cadre.getByRole('heading', { level: 1, name: `${name}的救助申请` }).waitFor();
      address = new URL(cadre.url()).pathname;
      await cadre.getByText('草稿', { exact: true }).first().waitFor();
      await cadre.getByText('困难证明：已有').waitFor();
      await cadre.getByText('身份证复印件：缺').waitFor();
      await cadre.getByText(reason).waitFor();
      await checked(cadre);
      await cadre.getByRole('button', { name: '提交', exact: true }).click();
      const asked = cadre.getByRole('dialog');
      await asked.getByRole('button', { name: '提交', exact: true }).click();
      await asked.getByText(`${name}：还缺材料：身份证复印件`).waitFor();
      await checked(cadre);
      await asked.getByRole('button', { name: '取消' }).click();
      await cadre.getByRole('button', { name: '修改' }).click();
      await cadre.getByLabel('身份证复印件').check();
      await cadre.getByRole('button', { name: '保存并提交' }).click();
      await cadre.getByText('已提交，等待审核').waitFor();
      await cadre.getByText('身份证复印件：已有').waitFor();
      await cadre.getByText('审核中', { exact: true }).first().waitFor();
      // Whoever submitted it does not review it.
      await cadre.getByText('这一步要由另一位同事办理').waitFor();
      assert.equal(await cadre.getByRole('button', { name: '审核通过' }).count(), 0);
      await checked(cadre);
      await open(cadre, `/households/${id}?tab=aid`);
      await cadre.getByRole('link', { name: '已在办理，查看申请' }).waitFor();
      await checked(cadre);
    });

    await step('a colleague hears of it and returns it out of the list, with a reason', async () => {
      await open(colleague, '/notifications');
      await colleague.locator('#main').getByRole('link', { name: /有申请待您审核/ }).first().waitFor();
      await open(colleague, '/aid/applications');
      await checked(colleague);
      await colleague.getByRole('checkbox', { name: new RegExp(`^选择：${name} `) }).check();
      const bar = colleague.getByRole('region', { name: '已选的申请' });
      await bar.getByText('已选 1 份，共 ¥1,000.00').waitFor();
      await checked(colleague);
      await bar.getByRole('button', { name: '退回补正' }).click();
      const dialogue = colleague.getByRole('dialog');
      await dialogue.getByRole('button', { name: '退回补正' }).click();
      await dialogue.getByText('请说明原因，至少 5 个字').waitFor();
      await dialogue.getByLabel('原因').fill('请写明家里欠债多少');
      await checked(colleague);
      await dialogue.getByRole('button', { name: '退回补正' }).click();
      await colleague.getByText('已退回', { exact: true }).waitFor();
    });

    await step('the cadre completes and submits it again', async () => {
      await open(cadre, address);
      await cadre.getByText('退回补正', { exact: true }).first().waitFor();
      await cadre.getByRole('button', { name: '修改' }).click();
      await cadre.getByText('请写明家里欠债多少').waitFor();
      assert.equal(await cadre.getByLabel('申请理由').inputValue(), reason);
      await cadre.getByLabel('申请理由').fill(`${reason}欠亲戚三万元。`);
      await checked(cadre);
      await cadre.getByRole('button', { name: '保存并提交' }).click();
      await cadre.getByText('已提交，等待审核').waitFor();
      await cadre.getByText('欠亲戚三万元。').waitFor();
      await cadre.getByText('审核中', { exact: true }).first().waitFor();
    });

    await step('the own union passes it, then the county', async () => {
      for (const [page, state] of [[colleague, '审核中'], [county, '待公示']]) {
        await open(page, address);
        await act(page, '审核通过', '已审核通过');
        await page.getByText(state, { exact: true }).first().waitFor();
        await checked(page);
      }
      // The arithmetic is that of the day on which it was submitted.
      await county.getByRole('list', { name: '提交时的逐条核对' }).getByText('列入档案的相对困难家庭').waitFor();
    });

    await step('the county hangs it out; a telephone of a person is refused', async () => {
      await county.getByRole('button', { name: '公示', exact: true }).click();
      const dialogue = county.getByRole('dialog');
      await dialogue.getByText('今天发布，公示到').waitFor();
      await dialogue.getByText(masked).first().waitFor();
      assert.equal(await dialogue.getByText(name).count(), 0);
      await dialogue.getByLabel('异议电话').fill('0539-8312345');
      await dialogue.getByLabel('说明').fill('有意见请打 13905391234');
      await checked(county);
      await dialogue.getByRole('button', { name: '发布公示' }).click();
      await dialogue.locator('.ant-form-item-explain-error').first().waitFor();
      await dialogue.getByLabel('说明').fill('经逐级审核，拟予救助。');
      await dialogue.getByRole('button', { name: '发布公示' }).click();
      await county.getByRole('heading', { level: 1, name: `${year} 年生活救助拟救助对象公示` }).waitFor();
      notice = new URL(county.url()).pathname;
      await county.getByText(shown).first().waitFor();
      hung = new URL(await county.getByRole('link', { name: /\/gongshi\// }).getAttribute('href'), county.url()).pathname;
      await checked(county);
      await open(county, '/aid/notices?view=hanging');
      await county.getByRole('link', { name: `${year} 年生活救助拟救助对象公示` }).waitFor();
      await checked(county);
    });

    await step('everybody reads it without signing in, and no search engine keeps it', async () => {
      for (const viewport of [phone, desk]) {
        const passer = await visit(world, hung, viewport);
        await passer.getByRole('heading', { level: 1, name: `${year} 年生活救助拟救助对象公示` }).waitFor();
        await passer.getByText('公示时间：').waitFor();
        await passer.getByRole('link', { name: '0539-8312345' }).waitFor();
        await passer.getByText(shown).first().waitFor();
        await passer.getByText('¥1,000.00').waitFor();
        const text = await passer.locator('body').innerText();
        for (const hidden of [name, reason, '中国工商银行']) assert.ok(!text.includes(hidden), hidden);
        assert.match(await passer.locator('meta[name="robots"]').getAttribute('content'), /noindex/);
        await checked(passer);
        await passer.getByRole('link', { name: '看正在进行的公示' }).click();
        await passer.getByRole('link', { name: `${year} 年生活救助拟救助对象公示` }).first().waitFor();
        await checked(passer);
        await passer.context().close();
      }
    });

    await step('a neighbour objects without signing in; the county accepts it and answers', async () => {
      const passer = await visit(world, hung, phone);
      await passer.getByRole('button', { name: /^对1 .*提出异议$/ }).click();
      const dialogue = passer.getByRole('dialog');
      await dialogue.getByLabel('异议内容').fill('不清楚');
      await dialogue.getByRole('button', { name: '提交异议' }).click();
      await dialogue.getByText('请写清楚，至少 10 个字').waitFor();
      await dialogue.getByLabel('异议内容').fill(objection);
      await checked(passer);
      await dialogue.getByRole('button', { name: '提交异议' }).click();
      await dialogue.getByText('异议已收到，编号').waitFor();
      await checked(passer);
      await passer.context().close();
      const head = await signIn(world, 'lanshan', desk);
      await open(head, '/aid/complaints');
      await head.getByRole('row').filter({ hasText: objection }).getByText('待受理').waitFor();
      await checked(head);
      await head.getByRole('row').filter({ hasText: objection }).getByRole('link').first().click();
      await head.getByRole('heading', { level: 1, name: /^异议 / }).waitFor();
      await head.getByText('公示页提交').waitFor();
      await head.getByRole('button', { name: '受理', exact: true }).click();
      await head.getByRole('dialog').getByRole('button', { name: '受理', exact: true }).click();
      await head.getByText('受理中', { exact: true }).waitFor();
      await head.getByRole('button', { name: '答复', exact: true }).click();
      const answer = head.getByRole('dialog').last();
      await answer.getByRole('button', { name: '答复', exact: true }).click();
      await answer.getByText('请选择结论').waitFor();
      await answer.getByLabel('不成立').check();
      await answer.getByLabel('答复', { exact: true }).fill('经入户核实，饭店不是这家的，收入与档案一致。');
      await checked(head);
      await answer.getByRole('button', { name: '答复', exact: true }).click();
      await head.locator('#main').getByText('收入与档案一致').waitFor();
      await head.getByText('已答复', { exact: true }).first().waitFor();
      await checked(head);
      await head.context().close();
      await open(cadre, address);
      await cadre.getByRole('button', { name: '登记投诉' }).waitFor();
      await checked(cadre);
    });

    await step('while it hangs nobody approves, and a superior reads no name', async () => {
      const head = await signIn(world, 'lanshan', desk);
      await open(head, address);
      await head.getByText('公示中', { exact: true }).first().waitFor();
      assert.equal(await head.getByRole('button', { name: '批准' }).count(), 0);
      await checked(head);
      await head.context().close();
      const city = await signIn(world, 'shizong', desk);
      await open(city, address);
      await city.getByRole('heading', { level: 1, name: /^示\*+的救助申请$/ }).waitFor();
      const text = await city.locator('#main').innerText();
      for (const hidden of [name, '中国工商银行']) assert.ok(!text.includes(hidden), hidden);
      await checked(city);
      await open(city, '/programmes');
      await city.getByRole('heading', { level: 2, name: '救助统计' }).waitFor();
      await checked(city);
      await city.context().close();
    });

    await step('it is taken down with a reason, and the public page names nobody any more', async () => {
      await open(county, notice);
      await county.getByRole('button', { name: '撤下公示' }).click();
      const dialogue = county.getByRole('dialog');
      await dialogue.getByRole('button', { name: '撤下公示' }).click();
      await dialogue.getByText('请说明原因，至少 5 个字').waitFor();
      await dialogue.getByLabel('撤下原因').fill('公示金额写错了');
      await checked(county);
      await dialogue.getByRole('button', { name: '撤下公示' }).click();
      await county.getByText('公示已撤下', { exact: true }).waitFor();
      await county.locator('#main').getByText('公示金额写错了').waitFor();
      await checked(county);
      const passer = await visit(world, hung, phone);
      await passer.getByRole('heading', { level: 1, name: '这份公示已经结束' }).waitFor();
      assert.equal(await passer.getByText('*').count(), 0);
      await checked(passer);
      await passer.context().close();
      await open(county, address);
      await county.getByText('待公示', { exact: true }).first().waitFor();
    });

    await step('the family’s timeline tells of it, and every list fits a phone', async () => {
      await open(cadre, `/households/${id}?tab=timeline`);
      await cadre.getByText('申请救助').first().waitFor();
      await checked(cadre);
      const finance = await signIn(world, 'qukuaiji', phone);
      for (const path of ['/aid/applications?view=all', '/aid/notices', '/aid/payments', '/aid/complaints', '/aid/work-years', address]) {
        await open(finance, path);
        await checked(finance);
      }
      await finance.context().close();
    });

    for (const page of [cadre, colleague, county]) await page.context().close();
  });
}
