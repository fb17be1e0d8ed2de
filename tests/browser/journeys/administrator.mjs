// An administrator: people, roles, pairing by proposal, hand-over.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checked, choose, desk, idNumber, open, phone, signIn, steps, visit } from '../browser.mjs';

export const newPassword = 'yi-ju-hao-ji-de-hua-2014';

const register = `mutation($input: RegisterHouseholdInput!) {
  registerHousehold(input: $input) { household { id headName } errors { path message } }
}`;

/** Registers a household by the API, for what a journey begins with. */
export async function household(world, login, name, order, facts = {}) {
  const token = await world.server.signIn(login);
  const { viewer } = await world.server.ask('{ viewer { union { id } } }', {}, { token });
  const input = {
    unionId: viewer.union.id, address: `枣园镇示范村 ${order} 号`, hukou: 'RURAL', housing: 'SELF_BUILT', population: 1,
    labourForce: 1, annualIncomePerHead: '9000.00', mainCause: 'ILLNESS', tier: 'RELATIVE',
    members: [{ name, relation: 'SELF', idNumber: idNumber('1980-01-01', order), health: 'GOOD', education: 'PRIMARY', migrantWorker: true }],
    ...facts,
  };
  const { registerHousehold } = await world.server.ask(register, { input }, { token });
  assert.deepEqual(registerHousehold.errors, []);
  return registerHousehold.household;
}

/** Invites somebody as an administrator, to a union below where one is said, and opens the account as that person. */
export async function invited(world, administrator, { name, login, roles, viewport, union }) {
  await open(administrator, union ? `/staff?union=${union}` : '/staff');
  await administrator.getByRole('button', { name: '邀请人员' }).click();
  const dialogue = administrator.getByRole('dialog');
  await dialogue.getByLabel('姓名').fill(name);
  await dialogue.getByLabel('职务').fill('干事');
  for (const role of ['工会干部', ...roles]) await dialogue.getByRole('checkbox', { name: new RegExp(`^${role}`) }).setChecked(roles.includes(role));
  await dialogue.getByRole('button', { name: '邀请人员' }).click();
  const address = await administrator.getByText('#code=').innerText();
  await checked(administrator);
  await administrator.getByRole('button', { name: '已记下，关闭' }).click();

  const page = await visit(world, new URL(address).pathname + new URL(address).hash, viewport);
  await checked(page);
  await page.getByLabel('登录名').fill(login);
  await page.getByLabel('新密码', { exact: true }).fill(newPassword);
  await page.getByLabel('再输一次新密码').fill(newPassword);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '您好' }).waitFor();
  return page;
}

export function administrator(world) {
  test('an administrator invites, gives roles, pairs by proposal in part, and a hand-over is accepted', async (t) => {
    const step = steps(t);
    const county = await signIn(world, 'lanshan', desk);
    let newcomer;

    await step('somebody invited opens the account on a phone', async () => {
      newcomer = await invited(world, county, { name: '新来甲', login: 'xinlai', roles: ['查看'], viewport: phone });
      await checked(newcomer);
      assert.equal(await newcomer.getByText('记一次走访').count(), 0);
    });

    await step('a role given holds at once', async () => {
      await open(county, '/staff');
      await county.getByRole('link', { name: '新来甲' }).click();
      await county.getByRole('button', { name: '设定角色' }).click();
      const dialogue = county.getByRole('dialog');
      await dialogue.getByRole('checkbox', { name: /^工会干部/ }).check();
      await dialogue.getByRole('checkbox', { name: /^查看/ }).uncheck();
      await dialogue.getByRole('button', { name: '保存' }).click();
      await county.getByText('已保存').waitFor();
      await checked(county);
      await newcomer.reload();
      await newcomer.getByRole('button', { name: '记一次走访' }).waitFor();
    });

    await step('of a proposal only what is ticked is written', async () => {
      const [stays, goes] = [await household(world, 'lanshan', '建议甲', 31), await household(world, 'lanshan', '建议乙', 32)];
      await open(county, '/pairing');
      await county.getByRole('button', { name: '自动建议' }).click();
      const dialogue = county.getByRole('dialog');
      await dialogue.getByRole('checkbox', { name: stays.headName }).uncheck();
      await checked(county);
      await dialogue.getByRole('button', { name: '采用选中的 1 对' }).click();
      await county.getByText('已结对 1 户').waitFor();
      await county.getByRole('region', { name: /新来甲 已结对 1 户/ }).getByText(goes.headName).waitFor();
      await county.getByRole('button', { name: `选择干部：${stays.headName}` }).waitFor();
    });

    await step('a household offered goes over when the receiver accepts', async () => {
      const giver = await signIn(world, 'quganbu', desk);
      await open(giver, '/households?mine=1');
      const link = giver.getByRole('table').getByRole('link').first();
      const name = await link.innerText();
      await link.click();
      await giver.getByRole('button', { name: '提出移交' }).click();
      const dialogue = giver.getByRole('dialog');
      await choose(dialogue, '接手干部', '新来甲');
      await dialogue.getByLabel('交接说明').fill('女儿今年升学，助学申请已报');
      await dialogue.getByRole('button', { name: '提出移交' }).click();
      await giver.getByText('已提出，等待对方答复').waitFor();
      await open(giver, '/hand-overs');
      await giver.getByText('女儿今年升学').waitFor();
      await checked(giver);

      await open(newcomer, '/');
      await newcomer.getByText(`韩敏 请您接续 ${name} 家`).waitFor();
      await checked(newcomer);
      await newcomer.getByRole('link', { name: '去答复' }).click();
      await newcomer.getByRole('button', { name: '接受' }).click();
      await newcomer.getByRole('dialog').getByRole('button', { name: '接受' }).click();
      await newcomer.getByText('已接受').waitFor();
      await open(newcomer, '/households?mine=1');
      await newcomer.getByRole('link', { name, exact: true }).waitFor();
      await open(giver, '/households?mine=1');
      assert.equal(await giver.getByRole('link', { name, exact: true }).count(), 0);
      await giver.context().close();
    });

    await newcomer.context().close();
    await county.context().close();
  });

  test('every page of an administrator, on a desk and on a phone', async () => {
    for (const viewport of [desk, phone]) {
      const page = await signIn(world, 'lanshan', viewport);
      for (const path of ['/', '/households', '/households/new', '/pairing', '/hand-overs', '/visits', '/measures', '/duplicates', '/unions', '/founding', '/stewardships', '/staff', '/audit', '/account', '/api?view=guide']) {
        await open(page, path);
        await checked(page);
      }
      await page.context().close();
    }
  });
}
