// A case in the hands of a law firm: the county's legal officer delegates it with the worker's mandate, the firm's
// administrator accepts an offer without names and appoints a lawyer, who reads them, enters a hearing, brings the award
// and concludes; the officer rates that and goes on with the case. Of another one the mandate is revoked, and an open
// page of the lawyer's keeps nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checked, choose, day, desk, open, phone, signIn, steps } from '../browser.mjs';
import { printed } from './papers.mjs';
import { photograph } from './photographs.mjs';

const firm = '示例律师事务所';
const lawyer = '吴明法';
const copy = '签好的委托书.jpg';
const award = '裁决书.jpg';
const venue = '兰山区劳动人事争议仲裁院第二仲裁庭';

/** What only those read who have a case in hand. */
const first = { name: '示范工庚', phone: '13905390107', respondent: '示范包工头甲', account: '二月到五月在工地绑钢筋，完工后包工头一直没有付钱。' };
const second = { name: '示范工辛', phone: '13905390108', respondent: '示范包工头乙', account: '三月到六月在工地贴瓷砖，工资一分没有拿到。' };
const secrets = ({ name, phone: number, respondent, account }) => [name, number, respondent, account];

const report = `mutation($input: SaveRightsCaseInput!) {
  saveRightsCase(input: $input) { case { id number } errors { path message } }
}`;

/** Registers a case by the API as an own one of the county, with the worker's name and telephone in it. */
async function reported(world, of) {
  const input = {
    kind: 'WAGE_ARREARS', respondent: of.respondent, placeCode: '371302', workersConcerned: 1, account: of.account, claim: '要回工资 18000 元',
    facts: { wagesFrom: day(-150), wagesTo: day(-60), knownOn: day(-45) },
    workers: [{ name: of.name, phone: of.phone, claimed: '18000.00' }],
  };
  const { saveRightsCase } = await world.server.ask(report, { input }, { token: await world.server.signIn('falv') });
  assert.deepEqual(saveRightsCase.errors, []);
  return saveRightsCase.case;
}

/** Takes a step by a button of a page's head, with what `fill` writes into its dialogue. */
async function act(page, button, done, fill) {
  await page.getByRole('button', { name: button, exact: true }).click();
  const dialogue = page.getByRole('dialog');
  await fill?.(dialogue);
  await checked(page);
  await dialogue.getByRole('button', { name: button, exact: true }).click();
  await page.getByText(done, { exact: true }).first().waitFor();
  await dialogue.waitFor({ state: 'detached' });
}

const state = (page, text) => page.getByText(text, { exact: true }).first().waitFor();

/** What a page says has none of these words. */
async function silent(page, words) {
  const text = await page.locator('#main').innerText();
  for (const hidden of words) assert.ok(!text.includes(hidden), hidden);
}

/** Accepts a case, and puts the mandate that the worker signed among its evidence. */
async function taken(page, of) {
  await open(page, `/rights/${of.id}`);
  await act(page, '受理', '已受理');
  await page.getByTestId('files').setInputFiles(await photograph(page, copy, 800, 600));
  await page.getByRole('button', { name: `查看照片：${copy}` }).waitFor();
}

/** Says in the form since when the worker's mandate is, and where the signed paper is. */
async function signed(page) {
  const since = page.getByLabel('委托日期', { exact: true });
  await since.click();
  await since.fill(day());
  // Enter would send the form.
  await since.press('Tab');
  await choose(page, '签字的委托书', copy);
}

/** Writes the draft of a delegation of a case; answers where its page is. */
async function written(page, of, fill) {
  await open(page, `/rights/${of.id}`);
  await page.getByRole('button', { name: '委托代理', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: '委托代理' }).waitFor();
  await choose(page, '合作机构', firm);
  await choose(page, '委托事项', '仲裁代理');
  await fill?.();
  await checked(page);
  await page.getByRole('button', { name: '保存草稿', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /^委托：/ }).waitFor();
  await state(page, '草稿');
  return new URL(page.url()).pathname;
}

/** Opens an offer from the firm's first page and accepts it for the lawyer. */
async function offer(page, number) {
  await open(page, '/partner');
  await page.getByRole('link', { name: `查看并答复：${number}` }).click();
  await page.getByRole('heading', { level: 1, name: /^委托：/ }).waitFor();
  await page.getByText('接受之后才能看到经过').waitFor();
}

const accept = (page) =>
  act(page, '接受委托', '已接受委托', async (dialogue) => {
    await choose(dialogue, '承办人', lawyer);
    await dialogue.getByRole('checkbox', { name: /已查利益冲突/ }).check();
  });

export function delegation(world) {
  test('a case in the hands of a law firm, from the mandate to the award', async (t) => {
    const step = steps(t);
    const of = await reported(world, first);
    const officer = await signIn(world, 'falv', desk);
    const head = await signIn(world, 'lvsuo', desk);
    const counsel = await signIn(world, 'lvshi', phone);
    let address;
    let number;

    await step('the officer takes it in, writes a draft, and prints the mandate', async () => {
      await taken(officer, of);
      address = await written(officer, of, async () => {
        assert.equal(await officer.getByLabel('案情', { exact: true }).inputValue(), first.account);
        await officer.getByRole('checkbox', { name: first.name, checked: true }).waitFor();
      });
      number = await officer.getByText(/^WT\d+$/).first().innerText();
      await officer.getByText('送出之前：合作机构会看到什么').waitFor();
      await checked(officer);
      await printed(officer, `打印授权委托书：${number}`);
      // One delegation at a time, also while it is a draft.
      await open(officer, `/rights/${of.id}`);
      await officer.getByRole('link', { name: number }).waitFor();
      assert.equal(await officer.getByRole('button', { name: '委托代理', exact: true }).count(), 0);
      await open(officer, '/papers');
      await officer.getByRole('row').filter({ hasText: number }).getByRole('link', { name: number }).waitFor();
      await printed(officer, `重新打印：${number} 授权委托书`);
    });

    await step('it is not offered before the worker has signed, and then it is', async () => {
      await open(officer, address);
      await officer.getByRole('button', { name: '送出委托', exact: true }).click();
      const dialogue = officer.getByRole('dialog');
      await dialogue.getByRole('button', { name: '送出委托', exact: true }).click();
      await dialogue.getByText('发出前须有每名职工签署的委托书').first().waitFor();
      await checked(officer);
      await dialogue.getByRole('button', { name: '取消', exact: true }).click();
      await dialogue.waitFor({ state: 'detached' });
      await officer.getByRole('button', { name: '修改', exact: true }).click();
      await officer.getByRole('heading', { level: 1, name: '修改委托' }).waitFor();
      await signed(officer);
      await officer.getByRole('checkbox', { name: new RegExp(copy) }).check();
      await checked(officer);
      await officer.getByRole('button', { name: '保存草稿', exact: true }).click();
      await officer.getByRole('heading', { level: 1, name: /^委托：/ }).waitFor();
      await officer.getByRole('link', { name: copy }).waitFor();
      await act(officer, '送出委托', '已送出，等机构答复');
      await state(officer, '待答复');
      await open(officer, `/rights/${of.id}`);
      await state(officer, '已委托');
      for (const button of ['委托代理', '胜诉']) assert.equal(await officer.getByRole('button', { name: button, exact: true }).count(), 0, button);
      await checked(officer);
    });

    await step('the firm’s administrator reads no name in the offer, and accepts it for a lawyer', async () => {
      await offer(head, number);
      await silent(head, [...secrets(first), copy]);
      await checked(head);
      await accept(head);
      await state(head, '已接受');
      for (const path of ['/partner', '/partner/delegations', '/partner/hearings', '/partner/organisation', '/partner/account']) {
        await open(head, path);
        await checked(head);
      }
    });

    await step('the lawyer reads the name, and enters a hearing that a calendar can read', async () => {
      await open(counsel, '/partner');
      await counsel.getByRole('link', { name: new RegExp(`${number}$`) }).first().click();
      await counsel.getByText(first.name, { exact: true }).first().waitFor();
      for (const told of [first.account, first.respondent]) await counsel.getByText(told).first().waitFor();
      await counsel.getByRole('button', { name: `查看照片：${copy}` }).waitFor();
      await checked(counsel);
      await counsel.getByRole('button', { name: '登记日程', exact: true }).click();
      const dialogue = counsel.getByRole('dialog');
      await choose(dialogue, '事项', '仲裁开庭');
      await dialogue.getByLabel('日期', { exact: true }).fill(day(10));
      await dialogue.getByLabel('时间', { exact: true }).fill('09:30');
      await dialogue.getByLabel('地点', { exact: true }).fill(venue);
      await checked(counsel);
      await dialogue.getByRole('button', { name: '保存', exact: true }).click();
      await counsel.getByText('日程已保存').waitFor();
      await dialogue.waitFor({ state: 'detached' });
      await state(counsel, '办理中');
      await open(counsel, '/partner/hearings');
      await counsel.getByText(venue).first().waitFor();
      await counsel.getByRole('button', { name: '生成日历地址' }).click();
      const feed = (await counsel.getByText('/calendar.ics?feed=').innerText()).trim();
      await checked(counsel);
      await counsel.getByRole('button', { name: '已添加，关闭' }).click();
      assert.ok(feed.startsWith(`${world.server.url}/`), feed);
      const calendar = await fetch(feed);
      assert.equal(calendar.status, 200);
      assert.match(calendar.headers.get('content-type'), /^text\/calendar/);
      // Long lines are folded (RFC 5545, 3.1).
      const text = (await calendar.text()).replaceAll('\r\n ', '');
      assert.ok(text.includes('BEGIN:VEVENT') && text.includes(number), text);
      for (const hidden of secrets(first)) assert.ok(!text.includes(hidden), hidden);
    });

    await step('the lawyer tells how it goes, brings the award and concludes, and reads no name any more', async () => {
      await open(counsel, `/partner${address}`);
      await act(counsel, '登记进展', '已登记进展', (dialogue) => dialogue.getByLabel('内容', { exact: true }).fill('仲裁委已经受理，证据已经交齐'));
      await counsel.getByTestId('files').setInputFiles(await photograph(counsel, award, 800, 600));
      await counsel.getByRole('button', { name: `查看照片：${award}` }).waitFor();
      await act(counsel, '办结', '已办结', async (dialogue) => {
        await dialogue.getByLabel('胜诉', { exact: true }).check();
        await dialogue.getByLabel('确定金额', { exact: true }).fill('18000');
        await dialogue.getByLabel('结果说明', { exact: true }).fill('裁决支付全部工资');
      });
      await counsel.getByText('委托已经结束，职工姓名、经过和材料不再显示').waitFor();
      await silent(counsel, secrets(first));
      await checked(counsel);
    });

    await step('the officer hears of it, rates it, and goes on with the case', async () => {
      await open(officer, '/notifications');
      await officer.getByRole('listitem').filter({ hasText: '合作机构承办的一件委托有了新进展' }).getByRole('link').first().click();
      await officer.waitForURL((url) => url.pathname === address);
      await officer.getByText('裁决支付全部工资').first().waitFor();
      await officer.getByRole('button', { name: `查看照片：${award}` }).waitFor();
      await act(officer, '评价', '已评价', (dialogue) => dialogue.getByLabel('满意', { exact: true }).check());
      await checked(officer);
      await open(officer, `/rights/${of.id}`);
      await state(officer, '已受理');
      await officer.getByRole('button', { name: '胜诉', exact: true }).waitFor();
      await officer.getByRole('button', { name: '委托代理', exact: true }).waitFor();
      for (const path of ['/delegations', '/hearings', '/partners']) {
        await open(officer, path);
        await checked(officer);
      }
      await officer.getByRole('link', { name: firm }).click();
      await officer.getByRole('heading', { level: 1, name: firm }).waitFor();
      await checked(officer);
    });
    for (const page of [officer, head, counsel]) await page.context().close();
  });

  test('a mandate that is revoked: an open page of the lawyer’s keeps nothing', async (t) => {
    const step = steps(t);
    const of = await reported(world, second);
    const officer = await signIn(world, 'falv', desk);
    const head = await signIn(world, 'lvsuo', phone);
    const counsel = await signIn(world, 'lvshi', desk);
    let address;

    await step('it is offered, accepted, and read by the lawyer', async () => {
      await taken(officer, of);
      address = await written(officer, of, () => signed(officer));
      const number = await officer.getByText(/^WT\d+$/).first().innerText();
      await act(officer, '送出委托', '已送出，等机构答复');
      await offer(head, number);
      await accept(head);
      await open(counsel, `/partner${address}`);
      await counsel.getByText(second.name, { exact: true }).first().waitFor();
    });

    await step('the officer revokes it, and the lawyer’s page has no name any more', async () => {
      await open(officer, address);
      await act(officer, '撤销委托', '已撤销委托', (dialogue) => dialogue.getByLabel('原因', { exact: true }).fill('职工改由本人参加仲裁'));
      await state(officer, '已撤销');
      await counsel.reload();
      await counsel.getByText('委托已经结束，职工姓名、经过和材料不再显示').waitFor();
      await silent(counsel, [...secrets(second), copy]);
      assert.equal(await counsel.getByRole('button', { name: `查看照片：${copy}` }).count(), 0);
      await checked(counsel);
    });
    for (const page of [officer, head, counsel]) await page.context().close();
  });
}
