// A needy worker's file: a cadre applies for it without a word of money, the county reviews it and hangs it out; of one
// that stands the family's union proposes the end, and the union that decides ends it. What needs days to pass is proved
// on the server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checked, choose, desk, open, phone, signIn, steps, visit } from '../browser.mjs';
import { household } from './administrator.mjs';
import { act, openedProgramme, thisYearsHolidays, year } from './aid.mjs';

const name = '示范户戊';
const programme = '示范县区建档';
const title = `${year} 年困难职工拟建档对象公示`;
const money = /申请金额|拟救助金额|收款/;

const standing = '{ aidApplications(filter: { kind: NEEDY_FILE, states: [FILED] }, first: 50) { nodes { id next household { id } } } }';
const one = 'query($id: ID!) { aidApplication(id: $id) { next } }';

/** Who of the demo may propose the end of a file that stands, and of which. */
async function standingFile({ server }) {
  for (const login of ['jiedao', 'ganbu', 'qiye', 'quganbu', 'lanshan']) {
    const { aidApplications } = await server.ask(standing, {}, { token: await server.signIn(login) });
    const found = aidApplications.nodes.find((file) => file.next.includes('PROPOSE_END') && file.household);
    if (found) return { login, address: `/aid/applications/${found.id}`, home: `/households/${found.household.id}`, id: found.id };
  }
  throw new Error('nobody of the demo may propose the end of a file');
}

/** Who of the demo may end it. */
async function whoEnds({ server }, id) {
  for (const login of ['quganbu', 'lanshan', 'shizong']) {
    const { aidApplication } = await server.ask(one, { id }, { token: await server.signIn(login) });
    if (aidApplication?.next.includes('END')) return login;
  }
  throw new Error('nobody of the demo may end the file');
}

async function withoutMoney(page) {
  assert.doesNotMatch(await page.locator('#main').innerText(), money);
  await checked(page);
}

export function needyFiles(world) {
  test('a needy worker’s file from the application to its end', async (t) => {
    const step = steps(t);
    const { id } = await household(world, 'ganbu', name, 91, { kind: 'LINKED' });
    const programmeId = await openedProgramme(world, 'NEEDY_FILE', programme, { amounts: [], papers: ['身份证复印件'] });
    await thisYearsHolidays(world);
    const county = await signIn(world, 'quganbu', desk);
    let address;

    await step('its programme asks for no amounts and shows none', async () => {
      const head = await signIn(world, 'lanshan', desk);
      await open(head, '/programmes/new');
      await head.getByText('救助标准', { exact: true }).waitFor();
      await choose(head, '类型', '困难职工建档');
      await head.getByText('救助标准', { exact: true }).waitFor({ state: 'detached' });
      await checked(head);
      await open(head, `/programmes/${programmeId}`);
      await head.getByText('由发布项目的工会公示、批准建档和核销').waitFor();
      assert.equal(await head.getByText('救助标准').count(), 0);
      await checked(head);
      await head.context().close();
    });

    await step('a cadre applies on a phone; the household’s file is not changed by hand from then on', async () => {
      const cadre = await signIn(world, 'ganbu', phone);
      await open(cadre, `/households/${id}?tab=aid`);
      await cadre.getByRole('button', { name: `申请建档：${programme}` }).click();
      await cadre.getByRole('heading', { level: 1, name: '申请建档' }).waitFor();
      await cadre.getByRole('button', { name: '保存并提交' }).click();
      await cadre.getByText('请填写申请理由').waitFor();
      await cadre.getByLabel('申请理由').fill('本人透析，两个孩子上学。');
      await cadre.getByLabel('身份证复印件').check();
      await withoutMoney(cadre);
      await cadre.getByRole('button', { name: '保存并提交' }).click();
      await cadre.getByRole('heading', { level: 1, name: `${name}的建档申请` }).waitFor();
      await cadre.getByText('审核中', { exact: true }).first().waitFor();
      address = new URL(cadre.url()).pathname;
      await withoutMoney(cadre);
      await open(cadre, `/households/${id}`);
      await cadre.getByRole('button', { name: '修改资料' }).click();
      await cadre.getByRole('dialog').getByText('由建档流程更新').waitFor();
      await checked(cadre);
      await cadre.context().close();
    });

    await step('the own union and the county pass it, and the county hangs it out without amounts', async () => {
      const colleague = await signIn(world, 'jiedao', desk);
      for (const [page, state] of [[colleague, '审核中'], [county, '待公示']]) {
        await open(page, address);
        await act(page, '审核通过', '已审核通过');
        await page.getByText(state, { exact: true }).first().waitFor();
      }
      await colleague.context().close();
      await county.getByRole('button', { name: '公示', exact: true }).click();
      const dialogue = county.getByRole('dialog');
      assert.equal(await dialogue.getByLabel('标题', { exact: true }).inputValue(), title);
      await dialogue.getByLabel('异议电话').fill('0539-8312345');
      await checked(county);
      await dialogue.getByRole('button', { name: '发布公示' }).click();
      await county.getByRole('heading', { level: 1, name: title }).waitFor();
      await withoutMoney(county);
      const hung = new URL(await county.getByRole('link', { name: /\/gongshi\// }).getAttribute('href'), county.url()).pathname;
      const passer = await visit(world, hung, phone);
      await passer.getByRole('heading', { level: 1, name: title }).waitFor();
      assert.doesNotMatch(await passer.locator('body').innerText(), /拟救助金额|¥/);
      await checked(passer);
      await passer.context().close();
      await county.context().close();
    });

    await step('of a file that stands the end is proposed, and another person ends it', async () => {
      const file = await standingFile(world);
      const family = await signIn(world, file.login, desk);
      await open(family, '/aid/applications?view=filed&kind=NEEDY_FILE');
      await family.locator(`a[href="${file.address}"]`).waitFor();
      await checked(family);
      await open(family, file.address);
      await family.getByRole('button', { name: '提出核销' }).click();
      const proposal = family.getByRole('dialog');
      await proposal.getByRole('button', { name: '提出核销' }).click();
      await proposal.getByText('请选择核销原因').waitFor();
      await proposal.getByLabel('解困脱困').check();
      await proposal.getByLabel('原因', { exact: true }).fill('子女就业，收入已超过标准');
      await checked(family);
      await proposal.getByRole('button', { name: '提出核销' }).click();
      await family.getByText('拟核销', { exact: true }).first().waitFor();
      await withoutMoney(family);

      const decider = await signIn(world, await whoEnds(world, file.id), desk);
      await open(decider, file.address);
      await decider.getByRole('button', { name: '核销', exact: true }).click();
      const end = decider.getByRole('dialog');
      await end.getByText('解困脱困').waitFor();
      const until = await end.getByLabel('脱困监测至').inputValue();
      await checked(decider);
      await end.getByRole('button', { name: '核销', exact: true }).click();
      await decider.getByText('已脱困', { exact: true }).first().waitFor();
      await withoutMoney(decider);
      await decider.context().close();

      await open(family, file.home);
      await family.getByText(`脱困监测至 ${until}`).waitFor();
      await checked(family);
      await family.context().close();
    });
  });
}
