import type { BudgetFactsFragment, ProgrammeKind } from '@/gql/graphql';
import { less } from '@/shared/money';

/** The version in force: the last approved one. The newest come first. */
export function inForce<T extends Pick<BudgetFactsFragment, 'state'>>(versions: readonly T[]): T | null {
  return versions.find((one) => one.state === 'APPROVED') ?? null;
}

/** The version that is written, waits or was returned; none after an approval. */
export function inWork<T extends Pick<BudgetFactsFragment, 'state'>>(versions: readonly T[]): T | null {
  const [newest] = versions;
  return newest && newest.state !== 'APPROVED' ? newest : null;
}

/** What a version has for a programme. */
export function lineOf(version: Pick<BudgetFactsFragment, 'lines'> | null, programme: ProgrammeKind): string {
  return version?.lines.find((one) => one.programme === programme)?.amount ?? '0.00';
}

/** How much a version changes what is in force. */
export function changeOf(version: Pick<BudgetFactsFragment, 'lines'>, force: Pick<BudgetFactsFragment, 'lines'> | null, programme: ProgrammeKind): string {
  return less(lineOf(version, programme), lineOf(force, programme));
}
