import { cleanCreditCode, creditCodeProblem } from './creditCode';

describe('a unified social credit code', () => {
  it('is cleaned and checked by its last character', () => {
    expect(cleanCreditCode(' 91371300-ma3c0b1x2y ')).toBe('91371300MA3C0B1X2Y');
    // The example of GB 32100-2015, and a large company.
    expect(creditCodeProblem('91350100M000100Y43')).toBeNull();
    expect(creditCodeProblem('9144030071526726XG')).toBeNull();
    expect(creditCodeProblem('91350100M000100Y44')).toBe('checksum');
    expect(creditCodeProblem('91350100M000100Y4')).toBe('length');
    expect(creditCodeProblem('91350100M000100YO3')).toBe('length');
  });
});
