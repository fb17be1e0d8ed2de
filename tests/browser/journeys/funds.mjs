// Dedicated funds: a county is given money by the city and receives it, both boards show it, and a budget is written,
// returned, and approved by another person.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checked, choose, desk, open, phone, signIn, steps } from '../browser.mjs';

const fund = '示范专项帮扶资金';
const purpose = '示范助学下拨';
const year = new Date().getFullYear();

/** The fen of a figure on the board. */
async function fen(page, label) {
  await page.getByText('收支平衡').waitFor();
  const figure = page.getByRole('listitem').filter({ has: page.getByText(label, { exact: true }) }).first();
  return BigInt((await figure.innerText()).split('\n').at(-1).replace(/[^\d-]/g, ''));
}

export function funds(world) {
  test('money goes from the city to a county, and a budget is approved', async (t) => {
    const step = steps(t);
    const finance = await signIn(world, 'shikuaiji', desk);
    const chair = await signIn(world, 'shizong', desk);
    const county = await signIn(world, 'qukuaiji', phone);
    let address;
    const before = {};
    for (const [name, page, path] of [['city', chair, '/funds?own=1'], ['tree', chair, '/funds'], ['county', county, '/funds']]) {
      await open(page, path);
      before[name] = { income: await fen(page, '本级收入'), received: await fen(page, '拨入'), issued: await fen(page, '拨出'), available: await fen(page, '可用') };
    }

    await step('the city sets up a fund and books what came, a mistake included', async () => {
      await open(finance, '/funds/list');
      await checked(finance);
      await finance.getByRole('button', { name: '建立资金' }).click();
      const dialogue = finance.getByRole('dialog');
      await dialogue.getByRole('button', { name: '保存' }).click();
      await dialogue.getByText('请填写名称').waitFor();
      await dialogue.getByLabel('名称').fill(fund);
      await choose(dialogue, '来源', '地方财政');
      await dialogue.getByLabel('文号').fill('临财〔示〕1 号');
      await checked(finance);
      await dialogue.getByRole('button', { name: '保存' }).click();
      await finance.getByRole('heading', { level: 1, name: fund }).waitFor();
      for (const [sum, why] of [['1000000.05', '财政拨款到账'], ['5000', '登记错的一笔']]) {
        await finance.getByRole('button', { name: '登记收入' }).click();
        const form = finance.getByRole('dialog').last();
        await form.getByRole('button', { name: '记账' }).click();
        await form.getByText('请填写大于零的金额').waitFor();
        await form.getByLabel('金额').fill(sum);
        await form.getByLabel('事由').fill(why);
        await form.getByRole('button', { name: '记账' }).click();
        await finance.getByRole('button', { name: `看分录：${why}`, exact: false }).waitFor();
        await form.waitFor({ state: 'detached' });
      }
      await checked(finance);
    });

    await step('the mistake is reversed with a reason, and both vouchers stay', async () => {
      await finance.getByRole('button', { name: '看分录：登记错的一笔 ¥5,000.00' }).click();
      const drawer = finance.getByRole('dialog', { name: '记账凭证' });
      await drawer.getByRole('table', { name: '分录' }).getByText('可用', { exact: false }).waitFor();
      await checked(finance);
      await drawer.getByRole('button', { name: '冲正' }).click();
      const asked = finance.getByRole('dialog', { name: /^冲正“登记错的一笔”/ });
      await asked.getByText('冲正不能撤销').waitFor();
      await asked.getByRole('button', { name: '确认冲正' }).click();
      await asked.getByText('请说明原因，至少 5 个字').waitFor();
      await asked.getByLabel('原因').fill('同一张回单登记了两次');
      await checked(finance);
      await asked.getByRole('button', { name: '确认冲正' }).click();
      await drawer.getByText('已冲正').waitFor();
      await open(finance, '/funds/books');
      await finance.getByRole('row').filter({ hasText: '登记错的一笔' }).getByText('已冲正').waitFor();
      await finance.getByRole('row').filter({ hasText: '同一张回单登记了两次' }).getByText('冲正', { exact: true }).waitFor();
      await checked(finance);
      await open(finance, '/funds/books?view=accounts');
      await finance.getByRole('link', { name: `看“可用 不限项目 ${fund}”的凭证` }).click();
      await finance.getByText('只看一个科目').waitFor();
      await finance.getByText('财政拨款到账').waitFor();
    });

    await step('it proposes to two counties; more than there is, is refused', async () => {
      await open(finance, '/funds/allocations/new');
      await choose(finance, '资金', fund);
      await choose(finance, '项目', '金秋助学');
      await finance.getByLabel('事由').fill(purpose);
      await finance.getByRole('button', { name: '提交拟拨' }).click();
      await finance.getByText('请至少填写一个工会的金额').waitFor();
      await finance.getByLabel('拨给兰山区总工会的金额').fill('900000');
      await finance.getByLabel('拨给罗庄区总工会的金额').fill('200000');
      await finance.getByText('还差 ¥99,999.95').waitFor();
      await checked(finance);
      await finance.getByRole('button', { name: '提交拟拨' }).click();
      await finance.getByText('还差 99999.95 元').waitFor();
      await finance.getByLabel('拨给兰山区总工会的金额').fill('300000.05');
      await finance.getByText('拟拨后剩余 ¥500,000.00').waitFor();
      await finance.getByRole('button', { name: '提交拟拨' }).click();
      const row = finance.getByRole('row').filter({ hasText: purpose }).filter({ hasText: '兰山区' });
      await row.getByText('拟拨', { exact: true }).waitFor();
      // Whoever proposed it can't issue it.
      assert.equal(await row.getByRole('button', { name: /^拨付/ }).count(), 0);
      await row.getByRole('link', { name: purpose }).click();
      await finance.getByRole('heading', { level: 1, name: '下拨 ¥300,000.05' }).waitFor();
      await finance.getByText('等待拨付').last().waitFor();
      address = new URL(finance.url()).pathname;
      await checked(finance);
    });

    await step('the chair issues it, and the county hears of it', async () => {
      await open(chair, '/funds/allocations');
      await checked(chair);
      await chair.getByRole('button', { name: new RegExp(`^拨付：${purpose} 兰山区`) }).click();
      await chair.getByRole('dialog').getByText('转为在途').waitFor();
      await checked(chair);
      await chair.getByRole('dialog').getByRole('button', { name: '拨付' }).click();
      await chair.getByText('已拨付').waitFor();
      // The page that the city's finance left open shows it without being asked.
      await finance.getByText('等待确认到账').waitFor();
    });

    await step('the county receives it on a phone', async () => {
      await open(county, '/notifications');
      await county.locator('#main').getByRole('link', { name: /拨/ }).first().click();
      await county.getByRole('heading', { level: 1, name: '下拨 ¥300,000.05' }).waitFor();
      assert.equal(new URL(county.url()).pathname, address);
      await checked(county);
      await county.getByRole('button', { name: '拒收' }).waitFor();
      await county.getByRole('button', { name: '确认到账' }).click();
      await county.getByRole('dialog').getByText('请先核对银行到账').waitFor();
      await checked(county);
      await county.getByRole('dialog').getByRole('button', { name: '确认到账' }).click();
      await county.getByText('已到账').first().waitFor();
      await finance.getByText('已到账').first().waitFor();
      await checked(county);
      await open(county, '/funds/allocations?view=in');
      await county.getByText(purpose).waitFor();
      await checked(county);
    });

    await step('both boards show it, and they add up', async () => {
      const sum = 30_000_005n;
      await open(county, '/funds');
      assert.equal((await fen(county, '拨入')) - before.county.received, sum);
      assert.equal((await fen(county, '可用')) - before.county.available, sum);
      await checked(county);
      await open(chair, '/funds?own=1');
      assert.equal((await fen(chair, '拨出')) - before.city.issued, sum);
      assert.equal((await fen(chair, '本级收入')) - before.city.income, 100_000_005n);
      await checked(chair);
      await open(chair, '/funds');
      // Within the city's own tree it stands on neither side.
      assert.equal(await fen(chair, '拨出'), before.tree.issued);
      assert.equal((await fen(chair, '可用')) - before.tree.available, 100_000_005n);
      await chair.getByRole('img', { name: /^下级工会结余与支付：.*兰山区/ }).waitFor();
      await chair.getByRole('radiogroup', { name: '分组' }).getByText('按来源').click();
      await chair.getByRole('radiogroup', { name: '资金流向：显示方式' }).getByText('表格').click();
      await chair.getByRole('table', { name: '资金流向' }).getByRole('row').filter({ hasText: '地方财政' }).waitFor();
      await checked(chair);
      await chair.getByRole('link', { name: '兰山区总工会' }).click();
      await chair.getByRole('heading', { level: 1, name: '兰山区总工会专项资金' }).waitFor();
      assert.equal((await fen(chair, '拨入')) - before.county.received, sum);
    });

    await step('the county changes its budget, has it returned, and has it approved', async () => {
      const head = await signIn(world, 'lanshan', desk);
      await open(head, '/funds');
      const left = await fen(head, '预算余额');
      await open(county, '/funds/budgets');
      await county.getByRole('button', { name: '调整预算' }).click();
      await county.getByLabel('应急救助预算').fill('30000');
      await checked(county);
      await county.getByRole('button', { name: '保存草稿' }).click();
      await county.getByText('草稿已保存').waitFor();
      await county.getByRole('button', { name: '提交审批' }).click();
      await county.getByRole('dialog').getByRole('button', { name: '提交审批' }).click();
      await county.getByText('第 2 版已提交，等待批准').waitFor();
      await checked(county);

      await open(head, '/notifications');
      await head.locator('#main').getByRole('link', { name: /预算/ }).first().click();
      await head.getByText('第 2 版等您审批').waitFor();
      await head.getByRole('row').filter({ hasText: '应急救助' }).getByText('+¥30,000.00').waitFor();
      await checked(head);
      await head.getByRole('button', { name: '退回', exact: true }).click();
      await head.getByRole('dialog').getByLabel('原因').fill('应急部分请减一些');
      await head.getByRole('dialog').getByRole('button', { name: '退回' }).click();
      await county.getByText('第 2 版被退回：应急部分请减一些').waitFor();
      await county.getByRole('button', { name: '修改' }).click();
      assert.equal(await county.getByLabel('应急救助预算').inputValue(), '30000.00');
      await county.getByLabel('应急救助预算').fill('20000.01');
      await county.getByRole('button', { name: '保存草稿' }).click();
      await county.getByRole('button', { name: '提交审批' }).click();
      await county.getByRole('dialog').getByRole('button', { name: '提交审批' }).click();
      await head.getByText('第 2 版等您审批').waitFor();
      await head.getByRole('button', { name: '批准' }).click();
      await head.getByRole('dialog').getByRole('button', { name: '批准' }).click();
      await head.getByRole('button', { name: '调整预算' }).waitFor();
      await head.getByRole('row').filter({ hasText: '应急救助' }).getByText('¥20,000.01').first().waitFor();
      await checked(head);
      await open(head, '/funds');
      assert.equal((await fen(head, '预算余额')) - left, 2_000_001n);
      await head.getByRole('img', { name: /^预算执行：/ }).waitFor();
      await checked(head);
      await head.context().close();
    });

    await step('dues are written down, and a year is closed by typing it', async () => {
      await open(finance, `/funds/dues?year=${year + 1}`);
      await finance.getByRole('button', { name: '登记' }).click();
      const dialogue = finance.getByRole('dialog');
      await dialogue.getByLabel('工会经费收入').fill('1234567.89');
      await dialogue.getByLabel('提取比例').fill('5');
      await dialogue.getByRole('button', { name: '登记' }).click();
      await finance.getByText('¥61,728.39').first().waitFor();
      assert.equal(await finance.getByRole('button', { name: /^结转/ }).count(), 0);
      await checked(finance);
      await open(chair, `/funds/dues?year=${year - 1}`);
      await chair.getByRole('button', { name: `结转 ${year - 1} 年` }).click();
      const asked = chair.getByRole('dialog');
      await asked.getByLabel(`请输入年度 ${year - 1} 确认`).fill(String(year));
      await asked.getByRole('button', { name: '确认结转' }).click();
      await asked.getByText(`请输入 ${year - 1}`, { exact: true }).waitFor();
      await checked(chair);
      await asked.getByLabel(`请输入年度 ${year - 1} 确认`).fill(String(year - 1));
      await asked.getByRole('button', { name: '确认结转' }).click();
      await chair.getByText(`${year - 1} 年已结转`).waitFor();
      await checked(chair);
    });

    for (const page of [finance, chair, county]) await page.context().close();
  });
}
