// What people are told: the bell rises while the page is open, each notification leads to what it is about.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checked, desk, open, phone, signIn, steps } from '../browser.mjs';
import { household } from './administrator.mjs';

/** How many are new according to the bell. */
async function bell(page) {
  const label = await page.getByRole('link', { name: /^提醒，/ }).getAttribute('aria-label');
  return Number(label.match(/\d+/)?.[0] ?? 0);
}

const told = async (page, count) => {
  await page.getByRole('link', { name: count > 0 ? `提醒，${count} 条未读` : '提醒，没有未读' }).waitFor();
};

export function notifications(world) {
  test('a cadre is told at once of a new household, reads it, and is told no more', async (t) => {
    const step = steps(t);
    const { server } = world;
    const county = await server.signIn('lanshan');
    const cadre = await server.signIn('quganbu');
    const { viewer } = await server.ask('{ viewer { post { id } } }', {}, { token: cadre });
    const page = await signIn(world, 'quganbu', phone);
    const one = await household(world, 'lanshan', '提醒甲', 61);
    let before;

    await step('everything until now is read', async () => {
      await open(page, '/notifications');
      await checked(page);
      if ((await bell(page)) > 0) await page.getByRole('button', { name: '全部标为已读' }).click();
      await told(page, 0);
      before = await page.getByRole('listitem').filter({ hasText: '提醒甲' }).count();
      assert.equal(before, 0);
    });

    await step('the bell rises while the page is open', async () => {
      await open(page, '/');
      const data = await server.ask(
        'mutation($input: HelperInput!) { addHelper(input: $input) { errors { code message } } }',
        { input: { householdId: one.id, staffId: viewer.post.id } },
        { token: county },
      );
      assert.deepEqual(data.addHelper.errors, []);
      await told(page, 1);
      await checked(page);
    });

    await step('it leads to the household and is read by that', async () => {
      await page.getByRole('link', { name: /^提醒，/ }).click();
      await page.getByRole('heading', { level: 1, name: '提醒' }).waitFor();
      const item = page.getByRole('listitem').filter({ hasText: '请您协助帮扶“提醒甲”户' });
      await item.getByText('未读').waitFor();
      await checked(page);
      await item.getByRole('link').click();
      await page.getByRole('heading', { level: 1, name: '提醒甲' }).waitFor();
      await told(page, 0);
      await open(page, '/notifications?view=unread');
      await page.getByText('没有未读的提醒').waitFor();
      await checked(page);
    });

    await step('nobody else was told', async () => {
      const other = await server.signIn('ganbu');
      const data = await server.ask('{ notifications(first: 100) { nodes { text } } }', {}, { token: other });
      assert.ok(data.notifications.nodes.every((each) => !each.text.includes('提醒甲')));
    });

    await step('on a desk too, in both languages', async () => {
      const wide = await signIn(world, 'quganbu', desk);
      await open(wide, '/notifications');
      await wide.getByText('请您协助帮扶“提醒甲”户').waitFor();
      await checked(wide);
      await open(wide, '/account');
      // This server sends neither mail nor messages, and says so.
      await wide.getByText('本系统没有配置邮件服务器，不能发送邮件。').waitFor();
      await wide.getByText('本系统没有配置短信等消息网关。').waitFor();
      await checked(wide);
      await wide.context().close();
    });

    await page.context().close();
  });
}
