// The bank's statement of a month: a file that can't be read, one in GBK, the same as a workbook; proposals are confirmed, one is undone and
// matched by hand, what the books have not gets its reason, and another person settles the month.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workbook } from '../../bench/workbook.mjs';
import { checked, desk, open, phone, signIn, steps } from '../browser.mjs';

const account = '农行帮扶专户 0012';

/** The bytes of a text in GBK, which Node reads and does not write. */
function gbk(text) {
  const decoder = new TextDecoder('gbk');
  const bytes = new Map();
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      if (low !== 0x7f) bytes.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
    }
  }
  return Buffer.from([...text].flatMap((letter) => (letter < '\x80' ? letter.charCodeAt(0) : bytes.get(letter))));
}

/** The month before this one in China: 2026-10. */
function lastMonth() {
  const now = new Date(Date.now() + 8 * 3_600_000);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}

const fen = (text) => BigInt(text.replace(/[^\d-]/g, ''));

export function bank(world) {
  test('a month is reconciled with the bank and settled by another person', async (t) => {
    const step = steps(t);
    const finance = await signIn(world, 'shikuaiji', desk);
    const chair = await signIn(world, 'shizong', desk);
    const county = await signIn(world, 'qukuaiji', phone);
    const month = lastMonth();
    const words = `${month.slice(0, 4)}年${Number(month.slice(5))}月`;
    const rows = [
      ['某银行账户明细'],
      ['记账日期', '借方发生额', '贷方发生额', '摘要', '对方户名', '对方账号', '流水号'],
      [`${month}-20`, '', '3.21', '结息补差', '', '', 'JX0001'],
      [`${month}-21`, '8.00', '', '工本费 13800138000', '张三', '6222021610001234567', 'GB0002'],
    ];
    const upload = (name, mimeType, buffer) => finance.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
    const text = (lines) => lines.map((cells) => cells.join(',')).join('\r\n');
    let address;

    await step('the months, and a file with a mistake', async () => {
      await open(finance, '/funds/bank');
      const row = finance.getByRole('row').filter({ hasText: words });
      await row.getByText('对账中').waitFor();
      await finance.getByText('对账完成').first().waitFor();
      assert.equal(await finance.getByLabel('银行账户').inputValue(), account);
      await checked(finance);
      await upload('流水.csv', 'text/csv', gbk(text([...rows, [`${month}-22`, '', '一百', '', '', '', 'X']])));
      await finance.getByText('第 5 行“收入”“一百”', { exact: false }).waitFor();
      await checked(finance);
    });

    await step('the statement in GBK, and the same as a workbook', async () => {
      await upload('流水.csv', 'text/csv', gbk(text(rows)));
      await finance.getByText('新增 2 笔，已有 0 笔').waitFor();
      await finance.getByRole('heading', { level: 1, name: `${words}银行对账` }).waitFor();
      address = new URL(finance.url()).pathname;
      await finance.getByText('工本费 [mobile number]').waitFor();
      await finance.getByText('尾号 4567', { exact: false }).first().waitFor();
      await checked(finance);
      await open(finance, '/funds/bank');
      await finance.getByText('对账中').first().waitFor();
      await upload('流水.xlsx', 'application/octet-stream', workbook('流水', rows));
      await finance.getByText('新增 0 笔，已有 2 笔').waitFor();
    });

    await step('the balance follows the new lines', async () => {
      await finance.getByText('调节后余额相差', { exact: false }).waitFor();
      const shown = await finance.getByRole('table', { name: '账户与月末余额' }).getByRole('row').filter({ hasText: account }).innerText();
      const closing = fen(shown.slice(shown.indexOf('¥'))) + 321n - 800n;
      await finance.getByRole('button', { name: `登记余额：${account}` }).click();
      const dialogue = finance.getByRole('dialog');
      await dialogue.getByLabel('月末余额').fill(`${closing / 100n}.${String(closing % 100n).padStart(2, '0')}`);
      await checked(finance);
      await dialogue.getByRole('button', { name: '登记余额' }).click();
      await finance.getByText('调节后余额相差', { exact: false }).waitFor({ state: 'detached' });
    });

    await step('proposals are confirmed, the batch among them', async () => {
      const proposals = finance.getByRole('table', { name: '建议勾对' });
      await proposals.getByText('共 2 笔', { exact: false }).click();
      await proposals.getByText('敬老义捐').waitFor();
      await checked(finance);
      await proposals.getByRole('button', { name: /^确认/ }).first().click();
      await finance.getByText('已勾对').first().waitFor();
      await finance.getByRole('button', { name: /^全部确认/ }).click();
      await finance.getByText('没有可建议的勾对').waitFor();
      await checked(finance);
    });

    await step('one is undone and matched by hand', async () => {
      await open(finance, `${address}?view=lines&state=MATCHED`);
      await finance.getByRole('button', { name: /^取消勾对：.*¥36,000\.00/ }).first().click();
      await finance.getByText('已取消勾对').waitFor();
      await open(finance, address);
      const lines = finance.getByRole('list', { name: '银行有、账上没有' });
      await lines.getByRole('radio', { name: /捐字/ }).click();
      await finance.getByText('流水 ¥36,000.00', { exact: false }).waitFor();
      const items = finance.getByRole('list', { name: '账上有、银行没有' });
      await items.getByRole('checkbox', { name: /未进账/ }).click();
      await finance.getByText('两边金额不相等', { exact: false }).waitFor();
      await items.getByRole('checkbox', { name: /未进账/ }).click();
      await items.getByRole('checkbox', { name: /捐字/ }).click();
      await checked(finance);
      await finance.getByRole('button', { name: '勾对', exact: true }).click();
      await lines.getByRole('radio', { name: /捐字/ }).waitFor({ state: 'detached' });
    });

    await step('what the books have not gets its reason', async () => {
      const lines = finance.getByRole('list', { name: '银行有、账上没有' });
      for (;;) {
        const left = await lines.getByRole('button', { name: /^说明原因/ }).count();
        if (left === 0) break;
        await lines.getByRole('button', { name: /^说明原因/ }).first().click();
        const dialogue = finance.getByRole('dialog');
        await dialogue.getByLabel('原因').fill('利息和手续费下月登记入账');
        if (left === 4) {
          await checked(finance);
        }
        await dialogue.getByRole('button', { name: '说明原因' }).click();
        await dialogue.waitFor({ state: 'detached' });
        await finance.waitForFunction(
          ([count]) => document.querySelectorAll('ul[aria-label="银行有、账上没有"] button').length < count,
          [left],
        );
      }
      await finance.getByText('请由未参与核对的审批人确认对账完成', { exact: false }).waitFor();
      await finance.getByText('两边相等').waitFor();
      assert.equal(await finance.getByRole('button', { name: '对账完成' }).count(), 0);
      await checked(finance);
    });

    await step('another person settles it, and it takes nothing more', async () => {
      await open(chair, address);
      await chair.getByRole('button', { name: '对账完成' }).click();
      const dialogue = chair.getByRole('dialog');
      await dialogue.getByLabel('说明').fill('利息和手续费为未达账项');
      await checked(chair);
      await dialogue.getByRole('button', { name: '对账完成' }).click();
      await chair.getByText('对账已完成').waitFor();
      await chair.getByText('利息和手续费为未达账项', { exact: false }).first().waitFor();
      await checked(chair);
      await open(finance, '/funds/bank');
      await upload('流水.csv', 'text/csv', gbk(text(rows)));
      await finance.getByText('这个月已经对账完成，不能再改动').waitFor();
    });

    await step('a county on a phone, and what its superior sees of it', async () => {
      await open(county, '/funds/bank');
      await checked(county);
      await county.getByRole('link', { name: words }).click();
      await county.getByRole('heading', { level: 1, name: `${words}银行对账` }).waitFor();
      await county.getByText('建议勾对').first().waitFor();
      await county.getByRole('list', { name: '账上有、银行没有' }).getByText('未进账', { exact: false }).waitFor();
      await checked(county);
      await open(chair, new URL(county.url()).pathname);
      await chair.getByText('流水明细只有该工会能看到', { exact: false }).waitFor();
      assert.equal(await chair.getByText('账户管理费').count(), 0);
      await checked(chair);
    });

    for (const page of [finance, chair, county]) await page.context().close();
  });
}
