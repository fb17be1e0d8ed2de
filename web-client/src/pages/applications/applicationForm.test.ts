import type { AidApplicationRowFragment, EligibilityFactsFragment } from '@/gql/graphql';
import { grouped, suggested, toInput, underway } from './applicationForm';

const programme = { id: 'programme_1', kind: 'SCHOOL_AID' } as const;
const filing = { id: 'programme_2', kind: 'NEEDY_FILE' } as const;

const part = (memberId: string | null, least: string, most: string) => ({ memberId, level: null, least, most });
const of = (most: string, ...parts: ReturnType<typeof part>[]): Pick<EligibilityFactsFragment, 'parts' | 'suggestion'> => ({
  parts,
  suggestion: { least: most, most, capped: false, text: '' },
});

const row = (state: AidApplicationRowFragment['state'], member: string | null) =>
  ({ id: state, state, kind: programme.kind, programme: { id: programme.id, name: '' }, member: member ? { id: member, name: '' } : null }) as AidApplicationRowFragment;

describe('what is asked for at first', () => {
  it('is what the terms give the pupil, within what the caps of the year leave', () => {
    const twins = of('2500.00', part('member_1', '1000.00', '1500.00'), part('member_2', '3000.00', '5000.00'));
    expect(suggested(twins, 'member_1')).toEqual({ least: '1000.00', most: '1500.00' });
    expect(suggested(twins, 'member_2')).toEqual({ least: '2500.00', most: '2500.00' });
    expect(suggested(twins, 'member_3')).toBeNull();
  });

  it('is the household’s own where no pupil is meant', () => {
    expect(suggested(of('800.00', part(null, '800.00', '800.00')), null)).toEqual({ least: '800.00', most: '800.00' });
    expect(suggested({ parts: [], suggestion: null }, null)).toBeNull();
    expect(suggested(undefined, null)).toBeNull();
  });
});

describe('the input of an application', () => {
  it('has only papers that the programme asks for, and no empty texts', () => {
    const input = toInput(
      { asked: '1000.00', reason: ' 患病 ', payeeName: ' 张三 ', bank: ' ', account: '6222 0000', papers: ['旧材料', '困难证明'] },
      { householdId: 'household_1', programme, papers: ['身份证', '困难证明'] },
    );
    expect(input).toEqual({
      householdId: 'household_1', programmeId: 'programme_1', memberId: null, asked: '1000.00', reason: '患病', papers: ['困难证明'],
      payeeName: '张三', bank: null, account: '6222 0000',
    });
  });
});

describe('an application that is on its way', () => {
  it('is that of the same pupil, and none that ended', () => {
    const rows = [row('REJECTED', 'member_1'), row('RETURNED', 'member_1'), row('SUBMITTED', null)];
    expect(underway(rows, programme, 'member_1')?.state).toBe('RETURNED');
    expect(underway(rows, programme, null)?.state).toBe('SUBMITTED');
    expect(underway(rows, programme, 'member_2')).toBeUndefined();
    expect(underway([row('RECEIVED', null)], programme, null)).toBeUndefined();
  });
});

describe('an application for a file', () => {
  it('has nothing of money in it', () => {
    const values = { asked: '1000.00', reason: '患病', payeeName: '张三', account: '6222', papers: ['身份证'] };
    expect(toInput(values, { householdId: 'household_1', programme: filing, papers: ['身份证'] })).toEqual({
      householdId: 'household_1', programmeId: 'programme_2', reason: '患病', papers: ['身份证'],
    });
  });

  it('is not written while a file stands, of whatever year', () => {
    const file = (state: AidApplicationRowFragment['state']): AidApplicationRowFragment => ({ ...row(state, null), kind: 'NEEDY_FILE' });
    expect(underway([file('ENDING')], filing, null)?.state).toBe('ENDING');
    expect(underway([file('RELIEVED'), file('REMOVED'), row('SUBMITTED', null)], filing, null)).toBeUndefined();
  });
});

describe('an account', () => {
  it('is read in groups of four', () => {
    expect(grouped('6222021234567890123')).toBe('6222 0212 3456 7890 123');
    expect(grouped('6222 0212 3456')).toBe('6222 0212 3456');
  });
});
