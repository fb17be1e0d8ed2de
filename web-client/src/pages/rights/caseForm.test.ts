import { toInput, type CaseValues } from './caseForm';

const values: CaseValues = {
  kind: 'WAGE_ARREARS', opponent: 'EMPLOYER', employerId: 'employer_1', respondent: '李四', site: ' ', placeCode: ' 371302 ', placeText: '', workersConcerned: 3,
  account: ' 去年干到年底 ', claim: '要回工资', workers: [],
};

describe('the form of a case', () => {
  it('sends the facts of its kind and the side that was chosen', () => {
    const facts = { knownOn: '2026-10-01', injury: '右手骨折', monthlyWage: '5000.00', insurances: [] };
    const input = toInput({ ...values, facts }, ['KNOWN_ON', 'WAGES_FROM', 'MONTHLY_WAGE', 'INSURANCES']);
    expect(input).toEqual({
      kind: 'WAGE_ARREARS', employerId: 'employer_1', respondent: null, site: null, placeCode: '371302', placeText: null, workersConcerned: 3,
      account: '去年干到年底', claim: '要回工资', facts: { knownOn: '2026-10-01', monthlyWage: '5000.00' }, workers: [],
    });
    expect(toInput({ ...values, opponent: 'PERSON' }, [])).toMatchObject({ employerId: null, respondent: '李四', facts: {} });
  });

  it('names who is in a file by it, and sends no number with asterisks', () => {
    const workers = [
      { memberId: 'member_1', household: '张三', name: '张三', claimed: '8000.00' },
      { id: 'rightsworker_1', memberId: 'member_2', name: '张五', claimed: '10.00' },
      { id: 'rightsworker_2', name: '王五', idNumber: '3713**********1234', phone: '138****0000', claimed: null },
      { name: '赵六', idNumber: '', phone: '13905390000' },
    ];
    expect(toInput({ ...values, workers }, []).workers).toEqual([
      { memberId: 'member_1', claimed: '8000.00' },
      { id: 'rightsworker_1', claimed: '10.00' },
      { id: 'rightsworker_2', name: '王五', idNumber: null, phone: null, claimed: null },
      { name: '赵六', idNumber: null, phone: '13905390000', claimed: null },
    ]);
  });
});
