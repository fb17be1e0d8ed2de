import { lacking } from './grant';

describe('what a fund lacks for grants', () => {
  it('is nothing while each programme has its own money or some for any', () => {
    const held = [{ programme: 'COLLEGE_AID', amount: '5000.00' }, { programme: null, amount: '1000.10' }] as const;
    expect(lacking([{ kind: 'COLLEGE_AID', amount: '6000.10' }], held)).toBe('0.00');
    expect(lacking([{ kind: 'LIVING_RELIEF', amount: '1000.10' }, { kind: 'COLLEGE_AID', amount: '5000.00' }], held)).toBe('0.00');
  });

  it('is the difference to the fen, and money of another programme does not help', () => {
    const held = [{ programme: 'COLLEGE_AID', amount: '9000.00' }, { programme: null, amount: '500.00' }] as const;
    expect(lacking([{ kind: 'LIVING_RELIEF', amount: '400.00' }, { kind: 'LIVING_RELIEF', amount: '100.01' }], held)).toBe('0.01');
    expect(lacking([{ kind: 'LIVING_RELIEF', amount: null }], [])).toBe('0.00');
  });
});
