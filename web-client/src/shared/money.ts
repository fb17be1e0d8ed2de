/**
 * Sums of decimal amounts of the contract in whole fen, so that none passes through a float.
 */

/** The fen of an amount such as `1234.50`; null for what is no amount. */
export function fenOf(amount: string | null | undefined): bigint | null {
  const parts = amount?.match(/^(-?)(\d+)(?:\.(\d{1,2}))?$/);
  if (!parts) return null;
  const [, sign, yuan = '0', fen = ''] = parts;
  const value = BigInt(yuan) * 100n + BigInt(fen.padEnd(2, '0'));
  return sign ? -value : value;
}

/** The amount of so many fen, as the contract writes it. */
export function amountOf(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The sum of amounts; what is not filled in counts nothing. */
export function sumOf(amounts: readonly (string | null | undefined)[]): string {
  return amountOf(amounts.reduce((sum, one) => sum + (fenOf(one) ?? 0n), 0n));
}

/** What is left of one amount after another. */
export function less(amount: string, other: string | null | undefined): string {
  return amountOf((fenOf(amount) ?? 0n) - (fenOf(other) ?? 0n));
}

/** Whether nothing is there. */
export function isZero(amount: string | null | undefined): boolean {
  return (fenOf(amount) ?? 0n) === 0n;
}

/** Whether below zero. */
export function isNegative(amount: string | null | undefined): boolean {
  return (fenOf(amount) ?? 0n) < 0n;
}

/** For drawing only: thousands of millions of yuan lose their fen here. */
export function drawn(fen: bigint): number {
  return Number(fen) / 100;
}
