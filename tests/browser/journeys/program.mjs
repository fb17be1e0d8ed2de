// Who writes programs: the explorer under the server's own content policy, with the session of the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { desk, open, signIn, visit } from '../browser.mjs';

export function program(world) {
  test('the explorer works under the content policy, as the signed-in person', async () => {
    const page = await signIn(world, 'lanshan', desk, { bypassCSP: false });
    const refused = [];
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) refused.push(message.text());
    });
    const workers = [];
    page.on('worker', (worker) => workers.push(new URL(worker.url())));
    await page.getByRole('button', { name: /账户菜单/ }).click();
    await page.getByRole('menuitem', { name: '数据接口' }).click();
    // The editor draws the query once its workers run.
    await page.locator('.view-line').filter({ hasText: 'viewer' }).first().waitFor();
    await page.getByRole('button', { name: /Execute query/ }).click();
    const answer = page.getByRole('region', { name: 'Operation Response' }).or(page.locator('.graphiql-response')).first();
    await answer.getByText('兰山区总工会').waitFor();
    await page.getByRole('button', { name: /Documentation Explorer/ }).click();
    await page.getByText('Root Types').waitFor();
    await page.getByRole('link', { name: 'Mutation' }).click();
    await page.getByText('registerHousehold').first().waitFor();
    assert.ok(workers.length >= 2 && workers.every((url) => url.origin === world.server.url), workers.join(' '));
    assert.deepEqual(refused, []);
    assert.deepEqual(page.faults, []);
    const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }));
    assert.ok(!stored.includes('viewer'), `a query stays in the browser: ${stored}`);
    await open(page, '/api?view=guide');
    await page.getByRole('heading', { name: 'Signing in' }).waitFor();
    await page.context().close();
  });

  test('nobody else sees it', async () => {
    const page = await visit(world, '/api', desk);
    await page.getByLabel('登录名').waitFor();
    assert.equal(await page.locator('.graphiql-container').count(), 0);
    await page.context().close();
  });
}
