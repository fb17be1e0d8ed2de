import dayjs from 'dayjs';
import { cleanIdNumber, isMasked, readIdNumber } from './idNumber';

const on = dayjs('2014-08-06');

describe('readIdNumber', () => {
  // The example of GB 11643-1999, annex A.
  it('reads birth date, sex and age of the standard’s example', () => {
    expect(readIdNumber('11010519491231002X', on)).toEqual({
      ok: true,
      facts: { birthDate: '1949-12-31', sex: 'FEMALE', age: 64 },
    });
  });

  it('takes a small x, spaces and hyphens', () => {
    expect(readIdNumber(' 110105 19491231-002x ', on).ok).toBe(true);
    expect(cleanIdNumber('110105 19491231-002x')).toBe('11010519491231002X');
  });

  it('finds every single wrong digit and every swap of two different neighbours', () => {
    const right = '11010519491231002X';
    const places = Array.from({ length: 17 }, (_, place) => place);
    const oneWrong = places.flatMap((place) =>
      [...'0123456789']
        .filter((digit) => digit !== right[place])
        .map((digit) => right.slice(0, place) + digit + right.slice(place + 1)),
    );
    const swapped = places
      .filter((place) => place < 16 && right[place] !== right[place + 1])
      .map((place) => right.slice(0, place) + right[place + 1] + right[place] + right.slice(place + 2));
    expect(oneWrong).toHaveLength(17 * 9);
    expect(new Set([...oneWrong, ...swapped].map((number) => JSON.stringify(readIdNumber(number, on))))).toEqual(
      new Set(['{"ok":false,"problem":"checksum"}']),
    );
  });

  it('says what is wrong', () => {
    expect(readIdNumber('110105194912310', on)).toEqual({ ok: false, problem: 'length' });
    // 31 February with a fitting check character.
    expect(readIdNumber('110105194902310026', on)).toEqual({ ok: false, problem: 'date' });
    // Born after the day of reading.
    expect(readIdNumber('11010519491231002X', dayjs('1949-12-30'))).toEqual({ ok: false, problem: 'date' });
  });

  it('knows a masked number', () => {
    expect(isMasked('110***********002X')).toBe(true);
    expect(isMasked('11010519491231002X')).toBe(false);
    expect(isMasked(null)).toBe(false);
  });
});
