import { amountOf, fenOf, isNegative, isZero, less, sumOf } from './money';

describe('money', () => {
  it('reads and writes amounts to the fen, whatever their size', () => {
    for (const amount of ['0.00', '0.05', '-0.05', '1234.50', '92233720368547758.07', '-12.34']) {
      expect(amountOf(fenOf(amount) ?? 1n)).toBe(amount);
    }
    expect(fenOf('3')).toBe(300n);
    expect(fenOf('3.5')).toBe(350n);
    for (const none of ['', 'x', '1.234', '1e5', '１', null, undefined]) expect(fenOf(none)).toBeNull();
  });

  it('sums what floats cannot', () => {
    expect(sumOf(['0.10', '0.20'])).toBe('0.30');
    expect(sumOf(['10000000000.01', '0.02', null, ''])).toBe('10000000000.03');
    expect(sumOf([])).toBe('0.00');
    expect(less('1.00', '1.01')).toBe('-0.01');
    expect(isNegative(less('1.00', '1.01'))).toBe(true);
    expect(isZero(less('1.00', '1.00'))).toBe(true);
  });
});
