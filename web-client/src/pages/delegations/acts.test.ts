import { actsOf, leading } from './acts';

describe('the acts of a delegation', () => {
  it('are offered in one order; what has its own place is no button', () => {
    expect(actsOf(['RESIGN', 'HEARING', 'MESSAGE', 'DOCUMENT', 'CONCLUDE', 'PROGRESS', 'APPOINT', 'SHARE'])).toEqual(['PROGRESS', 'CONCLUDE', 'APPOINT', 'MESSAGE', 'RESIGN']);
    expect(actsOf([])).toEqual([]);
  });

  it('have one that stands out: what moves it on', () => {
    expect(leading(['PROGRESS', 'CONCLUDE', 'APPOINT', 'MESSAGE', 'RESIGN'])).toBe('PROGRESS');
    expect(leading(['ACCEPT', 'DECLINE'])).toBe('ACCEPT');
    expect(leading(['MESSAGE', 'REVOKE'])).toBeUndefined();
  });
});
