const chinaDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** Today in China, which is the server's day wherever the device thinks it is, as the contract writes it. */
export function today(): string {
  return chinaDay.format(new Date());
}
