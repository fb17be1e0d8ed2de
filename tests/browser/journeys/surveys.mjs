// A survey round from its draft to its report: the city opens it, a cadre surveys with and without a line, the county
// reminds, the city watches and closes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checked, choose, day, desk, figure, open, phone, signIn, steps } from '../browser.mjs';

const name = '示范摸底调查';

/** The own households of a cadre on the list of the round. */
async function own(world, login) {
  const token = await world.server.signIn(login);
  const { surveyRounds } = await world.server.ask('{ surveyRounds(state: OPEN) { nodes { id name } } }', {}, { token });
  const round = surveyRounds.nodes.find((one) => one.name === name);
  const { surveyTasks } = await world.server.ask(
    `query($roundId: ID!) { surveyTasks(filter: { roundId: $roundId, mine: true }) { nodes {
       id state record { id claims annualIncomePerHead differences }
       household { id headName phone address annualIncomePerHead } } } }`,
    { roundId: round.id },
    { token },
  );
  return { round: round.id, tasks: surveyTasks.nodes };
}

/** Income that is lower than what stands in the field. */
async function poorer(page) {
  const field = page.getByLabel('人均年收入');
  const before = Number(await field.inputValue());
  await field.fill(String(Math.floor(before * 0.7)));
}

async function answered(page) {
  await page.getByRole('radiogroup', { name: '家里有人被拖欠工资' }).getByText('否', { exact: true }).click();
  await page.getByRole('radiogroup', { name: '最需要的帮助' }).getByLabel('看病').check();
}

export function surveys(world) {
  test('a survey round from its draft to its report', async (t) => {
    const step = steps(t);
    const city = await signIn(world, 'shizong', desk);
    const cadre = await signIn(world, 'ganbu', phone, { serviceWorkers: 'allow' });
    let list;
    let address;

    await step('the city drafts it, orders the questions by keyboard, and opens it', async () => {
      await open(city, '/surveys');
      await checked(city);
      await city.getByRole('button', { name: '起草一轮调查' }).click();
      await city.getByRole('button', { name: '保存草稿' }).click();
      await city.getByText('请填写名称').waitFor();
      await city.getByLabel('名称', { exact: true }).fill(name);
      await city.getByLabel('工作要求').fill('当面核实，原话记录诉求。');
      await city.getByRole('button', { name: '添加问题' }).click();
      await city.getByLabel('问题', { exact: true }).fill('最需要的帮助');
      await choose(city, '题型', '单选');
      await city.getByRole('button', { name: '添加选项' }).click();
      await city.getByLabel('第 1 题选项 1').fill('就业');
      await city.getByRole('button', { name: '保存草稿' }).click();
      await city.getByText('选择题至少有 2 个选项').waitFor();
      await city.getByRole('button', { name: '添加选项' }).click();
      await city.getByLabel('第 1 题选项 2').fill('看病');
      await city.getByLabel('必答').check();
      await city.getByRole('button', { name: '添加问题' }).click();
      await city.getByLabel('问题', { exact: true }).last().fill('家里有人被拖欠工资');
      await city.getByLabel('必答').last().check();
      await checked(city);
      await city.getByRole('button', { name: '第 2 题上移' }).focus();
      await city.keyboard.press('Enter');
      await city.getByText('已移到第 1 题').waitFor();
      await city.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === '第 1 题下移');
      assert.equal(await city.getByLabel('问题', { exact: true }).first().inputValue(), '家里有人被拖欠工资');
      await city.getByRole('button', { name: '保存草稿' }).click();
      await city.getByRole('heading', { level: 1, name }).waitFor();
      address = new URL(city.url()).pathname;
      assert.match((await city.getByRole('listitem').filter({ hasText: '被拖欠工资' }).innerText()).replaceAll('\n', ' '), /是否.*必答/);
      await checked(city);

      await city.getByRole('button', { name: '下发', exact: true }).click();
      await city.getByRole('dialog').getByText('名单和问卷从此固定').waitFor();
      await checked(city);
      await city.getByRole('button', { name: '确认下发' }).click();
      await city.getByText('进行中').waitFor();
      // Whoever below has the page open sees it come.
      await cadre.locator('.ant-card').filter({ hasText: name }).waitFor();
      assert.ok((await figure(city, '名单')) >= 390);
      assert.equal(await figure(city, '已访'), 0);
      await checked(city);
      list = await own(world, 'ganbu');
      assert.ok(list.tasks.length >= 2);
    });

    await step('a cadre surveys a household on a phone, and sees what changed', async () => {
      await open(cadre, '/');
      const card = cadre.locator('.ant-card').filter({ hasText: name });
      await card.getByText(`还有 ${list.tasks.length} 户要访，共 ${list.tasks.length} 户`).waitFor();
      await checked(cadre);
      await card.getByRole('button', { name: '去登记' }).click();
      const [first] = list.tasks;
      await cadre.getByText('当面核实，原话记录诉求。').waitFor();
      assert.equal(await cadre.getByRole('link', { name: first.household.phone }).getAttribute('href'), `tel:${first.household.phone}`);
      await checked(cadre);
      await cadre.getByRole('button', { name: `登记：${first.household.headName}` }).click();
      await cadre.getByLabel('人均年收入').waitFor();
      assert.equal(Number(await cadre.getByLabel('人均年收入').inputValue()), Number(first.household.annualIncomePerHead));
      await checked(cadre);
      await cadre.getByRole('button', { name: '保存登记' }).click();
      await cadre.getByText('请选择最需要的帮助').waitFor();
      await answered(cadre);
      await poorer(cadre);
      await cadre.getByLabel('利益诉求').fill('希望减免透析费用');
      await cadre.getByRole('button', { name: '添加承诺的措施' }).click();
      await cadre.getByLabel('答应做什么').fill('送医疗救助申请表');
      await cadre.getByLabel('完成期限').fill(day(10));
      await cadre.getByRole('button', { name: '保存登记' }).click();
      await cadre.getByText('登记已保存，档案已更新').waitFor();
      await cadre.getByText('收入下降').first().waitFor();
      await cadre.getByText('新的利益诉求').first().waitFor();
      await checked(cadre);
      const record = (await own(world, 'ganbu')).tasks.find((one) => one.id === first.id).record;
      assert.equal(record.claims, '希望减免透析费用');
    });

    await step('the city sees it come without asking again', async () => {
      await city.getByRole('listitem').filter({ has: city.getByText('已访', { exact: true }) }).getByText('1', { exact: true }).waitFor();
      await city.getByText('人均年收入变化').first().waitFor();
    });

    await step('the cadre corrects the record, and the first one stays', async () => {
      await cadre.getByRole('button', { name: '更正' }).click();
      await cadre.getByLabel('更正原因').fill('漏记家属意见');
      await cadre.getByLabel('看到的情况').fill('妻子每周三次透析');
      await cadre.getByRole('button', { name: '保存登记' }).click();
      await cadre.getByText('更正原因：漏记家属意见').waitFor();
      await open(cadre, `/households/${list.tasks[0].household.id}?tab=surveys`);
      await cadre.getByText('已更正，不再计入').waitFor();
      await cadre.getByText('妻子每周三次透析').first().waitFor();
      await checked(cadre);
    });

    await step('another household without a line: sealed on the phone, sent once', async () => {
      const second = list.tasks[1];
      await open(cadre, '/');
      await cadre.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await cadre.getByText(`还有 ${list.tasks.length - 1} 户要访`).waitFor();
      await cadre.context().setOffline(true);
      await cadre.reload();
      await cadre.getByText('离线：连不上服务器').waitFor();
      await cadre.getByRole('listitem').filter({ hasText: second.household.headName }).getByRole('button', { name: `登记：${name}` }).click();
      await cadre.getByLabel('人均年收入').waitFor();
      await checked(cadre);
      await answered(cadre);
      await poorer(cadre);
      await cadre.getByLabel('利益诉求').fill('院子里没有信号时写的诉求');
      await cadre.getByRole('button', { name: '保存登记' }).click();
      await cadre.getByText('已存在本机，联网后自动上传').waitFor();
      await cadre.getByText('待上传', { exact: true }).waitFor();
      await checked(cadre);
      const readable = await cadre.evaluate(async () => {
        const seen = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
        for (const { name: base } of await indexedDB.databases()) {
          const db = await new Promise((resolve) => (indexedDB.open(base).onsuccess = (event) => resolve(event.target.result)));
          for (const store of db.objectStoreNames) {
            const rows = await new Promise((resolve) => (db.transaction(store).objectStore(store).getAll().onsuccess = (event) => resolve(event.target.result)));
            for (const row of rows) seen.push(JSON.stringify(row, (_, value) => (value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value)));
          }
          db.close();
        }
        return seen.join('\n');
      });
      assert.ok(readable.length > 1000);
      for (const secret of ['院子里没有信号', second.household.headName, second.household.address]) {
        assert.ok(!readable.includes(secret), `${secret} is readable on the device`);
      }
      await cadre.reload();
      await cadre.getByText('待上传', { exact: true }).waitFor();
      await cadre.context().setOffline(false);
      await cadre.getByText('已上传', { exact: true }).waitFor();
      await open(cadre, `/households/${second.household.id}?tab=surveys`);
      await cadre.getByText('院子里没有信号时写的诉求').first().waitFor();
      const records = await world.server.ask(
        'query($id: ID!) { surveyRecords(householdId: $id) { nodes { claims } } }',
        { id: second.household.id },
        { token: await world.server.signIn('ganbu') },
      );
      assert.equal(records.surveyRecords.nodes.filter((one) => one.claims === '院子里没有信号时写的诉求').length, 1);
    });

    await step('the county sees its own cadres, reminds the street, and the cadre reads it', async () => {
      for (const viewport of [phone, desk]) {
        const county = await signIn(world, 'lanshan', viewport);
        await county.getByRole('link', { name }).waitFor();
        await checked(county);
        await open(county, address);
        await county.getByRole('heading', { name: '本工会各干部进度' }).waitFor();
        await county.getByRole('link', { name: '韩敏' }).waitFor();
        await checked(county);
        if (viewport === desk) {
          await county.getByRole('button', { name: '催办：兰山街道总工会' }).click();
          await county.getByRole('dialog').getByLabel('催办内容').fill('请在月底前完成入户');
          await checked(county);
          await county.getByRole('dialog').getByRole('button', { name: '催办', exact: true }).click();
          await county.getByText('已催办').waitFor();
        }
        await open(county, `${address}/tasks?view=unfinished`);
        await county.getByText('未访').first().waitFor();
        await checked(county);
        await county.context().close();
      }
      const third = list.tasks[2];
      await open(cadre, `${address}/tasks?mine=1`);
      if (third) {
        await cadre.getByText('兰山区总工会催办').waitFor();
        await cadre.getByText('请在月底前完成入户').waitFor();
        await checked(cadre);
        await cadre.getByRole('button', { name: `登记：${third.household.headName}` }).click();
        await cadre.getByRole('button', { name: '未遇', exact: true }).click();
        await cadre.getByRole('dialog').getByLabel('说明').fill('赶集去了，周五再来');
        await checked(cadre);
        await cadre.getByRole('dialog').getByRole('button', { name: '保存', exact: true }).click();
        await cadre.getByText('记为“未遇”').waitFor();
      }
    });

    await step('the city closes it, and the report stands', async () => {
      await city.getByRole('listitem').filter({ has: city.getByText('已访', { exact: true }) }).getByText('2', { exact: true }).waitFor();
      await city.getByRole('link', { name: '兰山区总工会' }).first().click();
      await city.getByRole('heading', { name: '兰山区总工会进度' }).waitFor();
      await city.getByRole('link', { name: '兰山街道总工会' }).first().click();
      await city.getByRole('heading', { name: '兰山街道总工会进度' }).waitFor();
      await checked(city);
      await open(city, address);
      await city.getByRole('button', { name: '截止', exact: true }).click();
      await city.getByRole('dialog').getByText('截止后不能再登记').waitFor();
      await checked(city);
      await city.getByRole('button', { name: '确认截止' }).click();
      await city.getByText('已截止').first().waitFor();
      await city.getByRole('heading', { name: '临沂市总工会调查报告' }).waitFor();
      await city.getByRole('heading', { name: '与上一轮相比' }).waitFor();
      assert.equal(await figure(city, '已访'), 2);
      await city.getByRole('table', { name: '人均年收入变化' }).getByText('下降两成及以上').waitFor();
      await checked(city);
      await city.emulateMedia({ media: 'print' });
      assert.equal(await city.getByRole('button', { name: '打印报告' }).isVisible(), false);
      assert.equal(await city.getByRole('navigation', { name: '主菜单' }).isVisible(), false);
      assert.equal(await city.getByRole('heading', { level: 1, name }).isVisible(), true);
      await city.emulateMedia({ media: 'screen' });
      await open(cadre, `${address}/tasks?mine=1`);
      assert.equal(await cadre.getByRole('button', { name: '登记：' }).count(), 0);
      await checked(cadre);
      const again = await signIn(world, 'shizong', phone);
      await open(again, address);
      await again.getByRole('heading', { name: '临沂市总工会调查报告' }).waitFor();
      assert.equal(await figure(again, '已访'), 2);
      await checked(again);
      await again.context().close();
    });

    await cadre.context().close();
    await city.context().close();
  });
}
