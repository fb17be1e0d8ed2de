import { fenOf, sumOf } from '@/shared/money';
import type { RefusalFields } from '@/shared/userErrors';

/** The amount of each union, as far as one is filled in. */
export type Amounts = Partial<Record<string, string | null>>;

export interface Line {
  unionId: string;
  amount: string;
}

/** The lines of a proposal: only unions that get something. */
export function linesOf(amounts: Amounts | undefined): Line[] {
  return Object.entries(amounts ?? {}).flatMap(([unionId, amount]) => (amount && (fenOf(amount) ?? 0n) > 0n ? [{ unionId, amount }] : []));
}

/** What the lines come to. */
export function proposed(amounts: Amounts | undefined): { sum: string; count: number } {
  const lines = linesOf(amounts);
  return { sum: sumOf(lines.map((line) => line.amount)), count: lines.length };
}

/** Refusals of lines at the amount of their union, which is the only field of a row; the others as they are. */
export function atUnions(errors: readonly RefusalFields[], sent: readonly Line[]): RefusalFields[] {
  return errors.map((error) => {
    const place = error.path.indexOf('lines');
    const line = place >= 0 ? sent[Number(error.path[place + 1])] : undefined;
    return line ? { ...error, path: ['input', 'amounts', line.unionId] } : error;
  });
}
