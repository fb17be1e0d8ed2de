// Who only looks: the auditor and the viewer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checked, desk, open, phone, signIn } from '../browser.mjs';
import { invited } from './administrator.mjs';

export function oversight(world) {
  test('an auditor reads the trail of the whole city, and changes nothing', async () => {
    for (const viewport of [desk, phone]) {
      const page = await signIn(world, 'jingshen', viewport);
      await checked(page);
      await open(page, '/audit?subtree=1&action=OPENED');
      await page.getByText('核查来信反映的就医困难').waitFor();
      await checked(page);
      for (const path of ['/households/new', '/pairing', '/visits/new']) {
        await page.goto(new URL(path, page.url()).href);
        await page.getByRole('heading', { level: 1, name: '您没有打开这个页面的权限' }).waitFor();
      }
      await checked(page);
      await page.context().close();
    }
  });

  test('a viewer sees figures and rows, and no way to change them', async () => {
    const county = await signIn(world, 'lanshan', desk);
    for (const [viewport, login] of [[desk, 'zhidu'], [phone, 'zhidu-shouji']]) {
      const page = await invited(world, county, { name: '只读甲', login, roles: ['查看'], viewport });
      await checked(page);
      for (const path of ['/', '/households', '/visits', '/measures', '/unions']) {
        await open(page, path);
        await checked(page);
        for (const name of ['登记帮扶户', '记录走访', '安排结对', '邀请人员', '落实', '取消措施']) {
          assert.equal(await page.getByRole('button', { name, exact: true }).count(), 0, `${path} offers ${name}`);
        }
      }
      await page.context().close();
    }
    await county.context().close();
  });
}
