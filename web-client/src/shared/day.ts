import dayjs from 'dayjs';

const chinaDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** Today in China, which is the server's day wherever the device thinks it is, as the contract writes it. */
export function today(): string {
  return chinaDay.format(new Date());
}

/** The day so long from today, before it where `count` is below zero. */
export function fromToday(count: number, unit: 'day' | 'year'): string {
  return dayjs(today()).add(count, unit).format('YYYY-MM-DD');
}
