// Unpaid wages from the village to the close, by way of another county: a cadre registers them, the street's chair
// accepts them and refers them to the union of the place, whose legal officer writes to a department, records the money
// and hands the case back; the street closes it, and the city reads figures without a name.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checked, choose, day, desk, open, phone, signIn, steps } from '../browser.mjs';
import { household, invited } from './administrator.mjs';
import { printed } from './papers.mjs';
import { photograph } from './photographs.mjs';

const name = '示范户己';
const employer = '临沂示范安装劳务有限公司';
const account = '三月到八月在工地做木工，停工后班组长说没有钱。';
const wrong = '91350100M000100Y44';
const right = '91350100M000100Y43';
/** The county where the building site is. */
const there = { code: '371311', union: '罗庄区总工会' };
const letter = '罗工函〔示范〕1 号';
const answer = '已责令用人单位十日内付清。';

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

/** Opens the case out of what the person was told of it. */
async function told(page, text, address) {
  await open(page, '/notifications');
  await page.getByRole('listitem').filter({ hasText: text }).getByRole('link').first().click();
  await page.waitForURL((url) => url.pathname === address);
}

/** What came to workers of the whole city until now, in fen. */
async function recovered(world) {
  const token = await world.server.signIn('shizong');
  const { viewer } = await world.server.ask('{ viewer { union { figures { total(of: RIGHTS_RECOVERED) } } } }', {}, { token });
  return viewer.union.figures.total;
}

const state = (page, text) => page.getByText(text, { exact: true }).first().waitFor();

export function rights(world) {
  test('unpaid wages from the village to the close, by way of another county', async (t) => {
    const step = steps(t);
    const { id } = await household(world, 'ganbu', name, 111, { kind: 'LINKED', mainCause: 'WAGE_ARREARS' });
    const cadre = await signIn(world, 'ganbu', phone);
    const chair = await signIn(world, 'jiedao', desk);
    const city = await signIn(world, 'shizong', desk);
    let officer;
    let address;
    let number;
    const before = await recovered(world);

    await step('a cadre registers them on a phone, and the employer with them', async () => {
      await open(cadre, `/households/${id}?tab=rights`);
      await cadre.getByText('这一户没有维权个案').waitFor();
      await cadre.getByRole('button', { name: '登记维权' }).click();
      await cadre.getByRole('heading', { level: 1, name: '登记维权' }).waitFor();
      // The only migrant worker of the household is there already, and the place is the own one until told otherwise.
      await cadre.getByRole('checkbox', { name: new RegExp(`^${name}`), checked: true }).waitFor();
      assert.match(await cadre.getByLabel('行政区划代码').inputValue(), /^371302/);
      await cadre.getByRole('button', { name: '登记维权' }).click();
      await cadre.getByText('请选择类型').waitFor();
      await choose(cadre, '类型', '拖欠工资');
      await cadre.getByLabel('欠薪起始月').fill(month(8));
      await cadre.getByLabel('欠薪截止月').fill(month(3));
      await cadre.getByLabel('月工资').fill('6000');
      await cadre.getByLabel('知道权利被侵害之日').fill(day(-60));
      const field = cadre.getByLabel('用人单位', { exact: true }).and(cadre.getByRole('combobox'));
      await field.click();
      await field.fill(employer);
      await cadre.locator('.ant-select-item-option').filter({ hasText: '没有找到，新登记' }).click();
      const dialogue = cadre.getByRole('dialog');
      assert.equal(await dialogue.getByLabel('用人单位').inputValue(), employer);
      await dialogue.getByLabel('统一社会信用代码').fill(wrong);
      await dialogue.getByLabel('行政区划代码').fill(there.code);
      await dialogue.getByText('校验位不对，请核对').waitFor();
      await checked(cadre);
      await dialogue.getByLabel('统一社会信用代码').fill(right);
      await dialogue.getByRole('button', { name: '登记', exact: true }).click();
      await cadre.getByText('已登记用人单位').waitFor();
      await dialogue.waitFor({ state: 'detached' });
      assert.equal(await cadre.getByLabel('行政区划代码').inputValue(), there.code);
      await cadre.getByLabel('主张金额').fill('30000');
      await cadre.getByText('1 人，合计 ¥30,000.00').waitFor();
      await cadre.getByLabel('经过').fill(account);
      await cadre.getByLabel('诉求').fill('要回工资 30000 元');
      await checked(cadre);
      await cadre.getByRole('button', { name: '登记维权' }).click();
      await cadre.getByRole('heading', { level: 1, name: /的维权$/ }).waitFor();
      address = new URL(cadre.url()).pathname;
      await state(cadre, '待受理');
      number = await cadre.getByText(/^WQ\d+$/).first().innerText();
      await cadre.getByText(account).waitFor();
      await cadre.getByTestId('camera').setInputFiles(await photograph(cadre, '欠条.jpg', 800, 600));
      await cadre.getByRole('button', { name: '查看照片：欠条.jpg' }).waitFor();
      await checked(cadre);
      await open(cadre, `/households/${id}?tab=timeline`);
      await cadre.getByText('登记维权').first().waitFor();
    });

    await step('the street accepts it, and refers it to the union of the place', async () => {
      await open(chair, '/rights');
      await chair.getByRole('region', { name: '待受理' }).getByText(employer).waitFor();
      await checked(chair);
      await told(chair, '登记了一件维权个案', address);
      await act(chair, '受理', '已受理');
      await chair.getByRole('button', { name: '查看照片：欠条.jpg' }).waitFor();
      const { unionDirectory } = await world.server.ask(
        'query($query: String) { unionDirectory(query: $query) { id name } }',
        { query: there.union },
        { token: await world.server.signIn('jiedao') },
      );
      const union = unionDirectory.find((one) => one.name === there.union).id;
      officer = await invited(world, city, { name: '法律甲', login: 'falvjia', roles: ['法律工作者'], viewport: desk, union });
      await act(chair, '转办', '已转办', async (dialogue) => {
        await choose(dialogue, '转给哪个工会', there.union);
        await dialogue.getByLabel('转办原因').fill('工地在罗庄区，请当地工会协调');
      });
    });

    await step('the legal officer there signs the receipt and takes it in', async () => {
      await told(officer, '转来一件维权个案', address);
      await officer.getByText(account).waitFor();
      await act(officer, '签收', '已签收');
      await act(officer, '接办', '已接办');
      await officer.getByRole('button', { name: '查看照片：欠条.jpg' }).waitFor();
      await open(chair, address);
      assert.equal(await chair.getByRole('button', { name: '和解', exact: true }).count(), 0);
      await checked(chair);
    });

    await step('a letter is drafted out of the case, printed, sent with its number, and answered', async () => {
      await officer.getByRole('button', { name: '写协调函' }).click();
      const writing = officer.getByRole('dialog');
      await choose(writing, '部门', '劳动监察');
      await officer.waitForFunction((word) => document.querySelector('.ant-modal textarea')?.value.includes(word), employer);
      await writing.getByLabel('主送单位').fill('临沂市罗庄区劳动保障监察大队');
      await checked(officer);
      await writing.getByRole('button', { name: '保存草稿' }).click();
      await officer.getByText('协调函已保存').waitFor();
      await writing.waitFor({ state: 'detached' });
      await printed(officer, /^打印：/);
      await officer.getByRole('button', { name: /^登记已发出/ }).click();
      const sending = officer.getByRole('dialog');
      await sending.getByLabel('发文字号').fill(letter);
      await sending.getByRole('button', { name: '登记已发出', exact: true }).click();
      await officer.getByText('已登记发出').waitFor();
      await sending.waitFor({ state: 'detached' });
      await state(officer, '协调中');
      await officer.getByText('已过时：发文字号 有变化').waitFor();
      await officer.getByRole('button', { name: /^登记答复/ }).click();
      const answering = officer.getByRole('dialog');
      await answering.getByLabel('答复内容').fill(answer);
      await answering.getByRole('button', { name: '登记答复', exact: true }).click();
      await officer.getByText(answer).first().waitFor();
      await checked(officer);
      await open(officer, '/papers');
      await officer.getByRole('row').filter({ hasText: '协调函' }).getByRole('link').waitFor();
      await printed(officer, /^重新打印：.* 协调函$/);
    });

    await step('it is settled, the money comes, and it is handed back', async () => {
      await open(officer, address);
      await act(officer, '和解', '已登记和解', async (dialogue) => {
        await choose(dialogue, '解决途径', '政府部门处理');
        await dialogue.getByLabel('确定金额').fill('30000');
        await dialogue.getByLabel('结果说明').fill('用人单位同意付清');
      });
      await act(officer, '登记到账', '已登记到账', (dialogue) => dialogue.getByLabel('金额').fill('30000'));
      await officer.getByText('已追回 ¥30,000.00，主张 ¥30,000.00（100%）').waitFor();
      for (const path of ['/rights', '/rights?view=list', '/rights/deadlines']) {
        await open(officer, path);
        await checked(officer);
      }
      await open(officer, address);
      await act(officer, '办结交回', '已办结，交回登记的工会', (dialogue) => dialogue.getByLabel('办理回复').fill('工资已经全部付清'));
      await officer.getByRole('heading', { level: 1, name: '维权个案' }).waitFor();
      await open(officer, `/rights?view=list&number=${number}`);
      await officer.getByText('没有符合条件的记录').waitFor();
      await officer.goto(new URL(address, officer.url()).href);
      await officer.getByText('没有这件个案').waitFor();
    });

    await step('the street asks the worker and closes it', async () => {
      await told(chair, '有了回音', address);
      await act(chair, '结案', '已结案', async (dialogue) => {
        await dialogue.getByLabel('满意', { exact: true }).check();
        await dialogue.getByLabel('结案说明').fill('工资已全部到手');
      });
      await checked(chair);
      await open(chair, `/rights/employers?text=${encodeURIComponent(employer)}`);
      await chair.getByRole('link', { name: employer }).last().click();
      await chair.getByRole('heading', { level: 2, name: '全市记录' }).waitFor();
      await chair.getByText('¥30,000.00').first().waitFor();
      await checked(chair);
    });

    await step('the city reads the figures, and no name', async () => {
      await open(city, '/');
      await city.getByRole('heading', { level: 2, name: '维权个案统计' }).waitFor();
      const now = await recovered(world);
      assert.equal(now - before, 30_000_00);
      await city.getByRole('listitem').filter({ hasText: '追回金额' }).getByText((now / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })).waitFor();
      await checked(city);
      await open(city, address);
      await city.getByText('显示的是不含姓名的概况').waitFor();
      const text = await city.locator('#main').innerText();
      for (const hidden of [name, account, answer]) assert.ok(!text.includes(hidden), hidden);
      await checked(city);
      // With a reason, which the union below can read, the names are there until the page is left.
      await city.getByRole('button', { name: '查看实名信息' }).click();
      await city.getByLabel('查阅事由').fill('核查来信反映的欠薪');
      await city.getByRole('button', { name: '记录事由并查看' }).click();
      await city.getByText('正在显示实名信息').waitFor();
      await city.getByText(account).first().waitFor();
      await checked(city);
    });

    await step('every page of rights cases, on a phone', async () => {
      for (const path of ['/rights', '/rights?view=list', '/rights/deadlines', '/rights/employers', address]) {
        await open(cadre, path);
        await checked(cadre);
      }
    });
    for (const page of [cadre, chair, city, officer]) await page.context().close();
  });
}
