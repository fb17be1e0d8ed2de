import { factsOf, plainAmount, sameFact, untouched, type SurveyFacts } from './facts';

const file: SurveyFacts = {
  hukou: 'RURAL',
  housing: 'OWNED',
  population: 4,
  labourForce: 2,
  annualIncomePerHead: '12000.00',
  annualRigidExpense: '3000.50',
  tier: 'RELATIVE',
  mainCause: 'ILLNESS',
  otherCauses: ['SCHOOLING', 'LOW_INCOME'],
  needyFile: 'NONE',
  singleParentFemaleWorker: false,
  needs: ['JOB', 'MEDICAL_AID'],
};

describe('plainAmount', () => {
  it('writes one amount in one way', () => {
    for (const typed of ['12000', '12000.0', '12000.00', '012000']) expect(plainAmount(typed)).toBe('12000.00');
    expect(plainAmount('0')).toBe('0.00');
    expect(plainAmount('0.5')).toBe('0.50');
  });
});

describe('sameFact', () => {
  it('compares amounts and lists by what they say', () => {
    expect(sameFact('annualIncomePerHead', '12000', '12000.00')).toBe(true);
    expect(sameFact('annualIncomePerHead', '12000.01', '12000.00')).toBe(false);
    expect(sameFact('annualIncomePerHead', null, '0.00')).toBe(false);
    expect(sameFact('needs', ['MEDICAL_AID', 'JOB'], ['JOB', 'MEDICAL_AID'])).toBe(true);
    expect(sameFact('needs', undefined, [])).toBe(true);
    expect(sameFact('otherCauses', ['SCHOOLING'], ['SCHOOLING', 'LOW_INCOME'])).toBe(false);
    expect(sameFact('population', 4, 4)).toBe(true);
    expect(sameFact('singleParentFemaleWorker', false, true)).toBe(false);
  });
});

describe('untouched', () => {
  it('takes the newest facts where nothing was typed, and keeps what was', () => {
    const typed = { ...file, annualIncomePerHead: '9000', annualRigidExpense: '3000.5', population: 5 };
    const newest = { ...file, annualIncomePerHead: '11000.00', annualRigidExpense: '4000.00', housing: 'RENT', population: 3 } satisfies SurveyFacts;
    const taken = untouched(typed, file, newest);
    expect(taken).toMatchObject({ annualRigidExpense: '4000.00', housing: 'RENT' });
    expect(taken).not.toHaveProperty('annualIncomePerHead');
    expect(taken).not.toHaveProperty('population');
  });
});

describe('factsOf', () => {
  it('leaves out what is no fact of a record', () => {
    expect(factsOf({ ...file, headName: '张德胜', version: 3 } as SurveyFacts)).toEqual(file);
  });
});
