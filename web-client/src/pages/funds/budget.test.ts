import { changeOf, inForce, inWork, lineOf } from './budget';

const version = (state: 'DRAFT' | 'SUBMITTED' | 'RETURNED' | 'APPROVED', amount: string) => ({ state, lines: [{ programme: 'WARMTH' as const, amount }] });

describe('the versions of a budget, the newest first', () => {
  it('has the last approved one in force and the newest in work until it is approved', () => {
    const [first, second, third] = [version('APPROVED', '1.00'), version('APPROVED', '2.00'), version('RETURNED', '3.00')];
    expect([inForce([third, second, first]), inWork([third, second, first])]).toEqual([second, third]);
    expect([inForce([second, first]), inWork([second, first])]).toEqual([second, null]);
    expect([inForce([]), inWork([])]).toEqual([null, null]);
  });

  it('says to the fen what a version would change', () => {
    expect(changeOf(version('DRAFT', '0.30'), version('APPROVED', '0.10'), 'WARMTH')).toBe('0.20');
    expect(changeOf(version('DRAFT', '0.30'), null, 'WARMTH')).toBe('0.30');
    expect(changeOf(version('DRAFT', '0.30'), version('APPROVED', '0.10'), 'LEGAL_AID')).toBe('0.00');
    expect(lineOf(null, 'WARMTH')).toBe('0.00');
  });
});
