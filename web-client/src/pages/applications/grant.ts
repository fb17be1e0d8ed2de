import type { ProgrammeKind } from '@/gql/graphql';
import { amountOf, fenOf } from '@/shared/money';

/** What is available of a fund: for one programme, or for any where none is named. */
export interface Held {
  programme: ProgrammeKind | null;
  amount: string;
}

export interface Grant {
  kind: ProgrammeKind;
  amount: string | null | undefined;
}

/** What grants of each programme come to. */
export function byKind(grants: readonly Grant[]): Map<ProgrammeKind, bigint> {
  const sums = new Map<ProgrammeKind, bigint>();
  for (const one of grants) sums.set(one.kind, (sums.get(one.kind) ?? 0n) + (fenOf(one.amount) ?? 0n));
  return sums;
}

/**
 * What is missing of a fund for the grants: money that is marked for a programme goes to it first, and the rest comes
 * out of what is for any.
 */
export function lacking(grants: readonly Grant[], held: readonly Held[]): string {
  const of = (programme: ProgrammeKind | null) => held.reduce((sum, one) => (one.programme === programme ? sum + (fenOf(one.amount) ?? 0n) : sum), 0n);
  let rest = 0n;
  for (const [kind, sum] of byKind(grants)) {
    const marked = of(kind);
    if (sum > marked) rest += sum - marked;
  }
  const any = of(null);
  return amountOf(rest > any ? rest - any : 0n);
}
