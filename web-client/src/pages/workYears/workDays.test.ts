import { merged, readDays, runs } from './workDays';

describe('a pasted list of holidays', () => {
  it('is read line by line, whatever parts the fields', () => {
    const text = '2027-01-01 休 元旦\n\n2027/1/4\t班\t元旦\n2027年2月5日，放假，春节\n';
    expect(readDays(text)).toEqual({
      days: [
        { day: '2027-01-01', working: false, name: '元旦' },
        { day: '2027-01-04', working: true, name: '元旦' },
        { day: '2027-02-05', working: false, name: '春节' },
      ],
      unread: [],
    });
  });

  it('takes a run of days', () => {
    const { days } = readDays('2027-10-01 至 2027-10-03 休 国庆节');
    expect(days.map((one) => one.day)).toEqual(['2027-10-01', '2027-10-02', '2027-10-03']);
    expect(days.every((one) => one.name === '国庆节' && !one.working)).toBe(true);
  });

  it('tells what it can’t read, and guesses nothing', () => {
    const text = '元旦放假\n2027-02-30 休 春节\n2027-05-01 ? 劳动节\n2027-10-07~2027-10-01 休\n2027-01-01~2027-12-31 休\n2027-05-01 休';
    const { days, unread } = readDays(text);
    expect(unread.map((one) => one.line)).toEqual([1, 2, 3, 4, 5]);
    expect(days).toEqual([{ day: '2027-05-01', working: false, name: '' }]);
  });
});

describe('days that follow each other', () => {
  it('are read as one, as long as they are alike', () => {
    const { days } = readDays('2027-02-06 至 2027-02-08 休 春节\n2027-02-09 班 春节\n2027-02-11 班 春节');
    expect(runs(days)).toEqual([
      { from: '2027-02-06', to: '2027-02-08', working: false, name: '春节' },
      { from: '2027-02-09', to: '2027-02-09', working: true, name: '春节' },
      { from: '2027-02-11', to: '2027-02-11', working: true, name: '春节' },
    ]);
    expect(runs([])).toEqual([]);
  });
});

describe('two lists of holidays', () => {
  it('become one in order, of the same day the later word', () => {
    const before = [{ day: '2027-05-01', working: false, name: '劳动节' }, { day: '2027-01-01', working: false, name: '元旦' }];
    expect(merged(before, [{ day: '2027-05-01', working: true, name: '' }])).toEqual([
      { day: '2027-01-01', working: false, name: '元旦' },
      { day: '2027-05-01', working: true, name: '劳动节' },
    ]);
  });
});
