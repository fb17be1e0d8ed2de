import type { SurveyFormFragment } from '@/gql/graphql';
import type { SurveyEntry } from '@/pages/visits/outbox/entry';
import { beginning, toDraft } from './surveyForm';

const facts = {
  hukou: 'RURAL', housing: 'OWNED', population: 4, labourForce: 2, annualIncomePerHead: '12000.00', annualRigidExpense: '0.00',
  tier: 'RELATIVE', mainCause: 'ILLNESS', otherCauses: [], needyFile: 'NONE', singleParentFemaleWorker: false, needs: ['JOB'],
};
const question = { code: 'Q1', kind: 'YES_NO', label: '有毕业生', help: null, required: true, options: [] };
const task = {
  id: 'surveytask_1',
  version: 1,
  round: { id: 'survey_1', opensOn: '2014-08-06', closesOn: '2014-09-06', questions: [question] },
  household: { ...facts, id: 'household_1', headName: '张德胜', version: 7 },
  record: { ...facts, id: 'surveyrecord_1', annualIncomePerHead: '9000.00', visitedOn: '2014-08-20', kind: 'WORKPLACE', claims: '要求工伤认定', answers: [{ question: 'Q1', yes: true, choices: [] }] },
} as unknown as SurveyFormFragment;

describe('the form of a survey', () => {
  it('begins with the file and sends it whole, amounts as they were typed', () => {
    const begun = beginning(task, {});
    expect(begun).toMatchObject({ version: 7, seen: facts, values: { ...facts, kind: 'HOME' } });
    const draft = toDraft(task, { ...begun.values, annualIncomePerHead: '9000', claims: ' ', answers: { Q1: false } }, begun);
    expect(draft).toMatchObject({
      ...facts, taskId: 'surveytask_1', version: 7, annualIncomePerHead: '9000', claims: null, measures: [], answers: [{ question: 'Q1', yes: false }],
    });
    expect(draft).not.toHaveProperty('correctsId');
  });

  it('of a correction begins with the record and makes no promises', () => {
    const begun = beginning(task, { amend: true });
    expect(begun.values).toMatchObject({ annualIncomePerHead: '9000.00', visitedOn: '2014-08-20', kind: 'WORKPLACE', claims: '要求工伤认定', answers: { Q1: true } });
    const draft = toDraft(task, { ...begun.values, correction: '收入写错' }, { version: 7, correctsId: 'surveyrecord_1' });
    expect(draft).toMatchObject({ correctsId: 'surveyrecord_1', correction: '收入写错' });
    expect(draft).not.toHaveProperty('measures');
  });

  it('of what was refused begins with what was written, under the version that it saw', () => {
    const draft = toDraft(task, { ...beginning(task, {}).values, population: 5, measures: [{ text: '送去工伤认定申请表', dueOn: '2014-09-01' }], answers: { Q1: true } }, { version: 6 });
    const begun = beginning(task, { corrected: { draft, seen: facts } as unknown as SurveyEntry });
    expect(begun.version).toBe(6);
    expect(begun.values).toMatchObject({ population: 5, answers: { Q1: true }, measures: [{ text: '送去工伤认定申请表', dueOn: '2014-09-01' }] });
  });
});
