import type { AidApplicationStep } from '@/gql/graphql';
import { commonActs, linesOf, named, payable } from './steps';

const refusal = (...path: string[]) => ({ code: 'STATE' as const, path: ['input', ...path], message: '已由别人办理' });

const row = (...next: AidApplicationStep[]) => ({ next });

describe('what may be done with several applications at once', () => {
  it('is what each of them allows, what moves them on first', () => {
    expect(commonActs([row('RETURN', 'REJECT', 'PASS'), row('PASS', 'RETURN', 'WITHDRAW')])).toEqual(['PASS', 'RETURN']);
    expect(commonActs([row('PASS'), row('APPROVE')])).toEqual([]);
    expect(commonActs([row('KEEP', 'END')])).toEqual(['END', 'KEEP']);
    expect(commonActs([])).toEqual([]);
  });

  it('takes both ways to pay as one, and leaves what the bank answers to the batch', () => {
    const rows = [row('SEND', 'HAND_OVER', 'REVOKE'), row('HAND_OVER', 'REVOKE')];
    expect(commonActs(rows)).toEqual(['PAY', 'REVOKE']);
    expect(payable(rows)).toEqual({ bank: false, byHand: true });
    expect(commonActs([row('SETTLE', 'BOUNCE')])).toEqual([]);
  });

  it('sends the versions that were seen', () => {
    expect(linesOf([{ id: 'a', version: 3 }, { id: 'b', version: 1 }])).toEqual([{ id: 'a', version: 3 }, { id: 'b', version: 1 }]);
  });

  it('says whose line was refused', () => {
    expect(named([refusal('lines', '1'), refusal('lines', '0', 'version'), refusal('reason')], ['张**', '李**']).map((one) => one.message)).toEqual([
      '李**：已由别人办理', '张**：已由别人办理', '已由别人办理',
    ]);
  });
});
