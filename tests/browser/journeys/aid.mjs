// What journeys about applications begin with, and the dialogue of a step.
import assert from 'node:assert/strict';

export const year = new Date().getFullYear();

const create = `mutation($input: CreateProgrammeInput!) {
  createProgramme(input: $input) { programme { id version } errors { path message } }
}`;
const begin = 'mutation($input: ProgrammeInput!) { openProgramme(input: $input) { programme { id } errors { path message } } }';
const holidays = 'mutation($input: SetWorkYearInput!) { setWorkYear(input: $input) { errors { path message } } }';

/** A programme of the county that it decides itself, open for families in relative hardship. */
export async function openedProgramme({ server }, kind, name, terms) {
  const token = await server.signIn('lanshan');
  const rule = { kind: 'TIER', tiers: ['RELATIVE'], sentence: '列入档案的相对困难家庭', source: '演示标准' };
  const input = { year, kind, name, opensOn: `${year}-01-01`, closesOn: `${year}-12-31`, terms: { rules: [rule], decides: 'SETTER', ...terms } };
  const { createProgramme } = await server.ask(create, { input }, { token });
  assert.deepEqual(createProgramme.errors, []);
  const { id, version } = createProgramme.programme;
  const { openProgramme } = await server.ask(begin, { input: { id, version } }, { token });
  assert.deepEqual(openProgramme.errors, []);
  return id;
}

/** The holidays of this year, where the demo city does not have them. */
export async function thisYearsHolidays({ server }) {
  const token = await server.signIn('shizong');
  const { workYears } = await server.ask('{ workYears { year } }', {}, { token });
  if (workYears.some((one) => one.year === year)) return;
  const input = { year, source: '演示数据', days: [{ day: `${year}-01-01`, working: false, name: '元旦' }] };
  const { setWorkYear } = await server.ask(holidays, { input }, { token });
  assert.deepEqual(setWorkYear.errors, []);
}

/** Takes a step on an application's page that asks for nothing more, and waits until it is done. */
export async function act(page, button, done) {
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
  await page.getByText(done, { exact: true }).waitFor();
}
