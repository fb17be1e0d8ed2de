import type { AidApplicationFactsFragment, AidApplicationRowFragment, EligibilityFactsFragment, SaveAidApplicationInput } from '@/gql/graphql';
import { blanksToNull } from '@/shared/blanks';
import { amountOf, fenOf } from '@/shared/money';

export interface ApplicationValues {
  memberId?: string | null;
  asked: string;
  reason: string;
  papers?: string[];
  payeeName: string;
  bank?: string | null;
  account?: string | null;
}

const smaller = (one: string, other: string) => amountOf((fenOf(one) ?? 0n) < (fenOf(other) ?? 0n) ? (fenOf(one) ?? 0n) : (fenOf(other) ?? 0n));

/**
 * What the terms give a pupil, or the household for null: nothing above what the caps of the year leave it. Null where
 * no amount is set.
 */
export function suggested(of: Pick<EligibilityFactsFragment, 'parts' | 'suggestion'> | undefined, memberId: string | null): { least: string; most: string } | null {
  const suggestion = of?.suggestion;
  const part = of?.parts.find((one) => one.memberId === memberId);
  const from = part ?? (memberId === null ? suggestion : null);
  if (!suggestion || !from) return null;
  return { least: smaller(from.least, suggestion.most), most: smaller(from.most, suggestion.most) };
}

const ended: readonly string[] = ['PAID', 'RECEIVED', 'REJECTED', 'WITHDRAWN'];

/** The application of the same household and pupil for a programme that is on its way. */
export function underway(applications: readonly AidApplicationRowFragment[], programmeId: string, memberId: string | null): AidApplicationRowFragment | undefined {
  return applications.find((one) => one.programme?.id === programmeId && (one.member?.id ?? null) === memberId && !ended.includes(one.state));
}

/** What the form of a draft or of a returned application begins with. */
export function fromApplication(of: AidApplicationFactsFragment): ApplicationValues {
  return {
    memberId: of.member?.id ?? null,
    asked: of.asked,
    reason: of.payee?.reason ?? '',
    papers: of.papers.filter((one) => one.present).map((one) => one.name),
    payeeName: of.payee?.name ?? '',
    bank: of.payee?.bank,
    account: of.payee?.account,
  };
}

/** The application as the server takes it, whole; `papers` are those that the programme asks for. */
export function toInput(values: ApplicationValues, of: { householdId: string; programmeId: string; papers: readonly string[] }): Omit<SaveAidApplicationInput, 'idempotencyKey'> {
  const { memberId, asked, reason, payeeName, papers = [], ...account } = values;
  return {
    ...blanksToNull(account),
    householdId: of.householdId,
    programmeId: of.programmeId,
    memberId: memberId ?? null,
    asked,
    reason: reason.trim(),
    payeeName: payeeName.trim(),
    // In the programme's order, and none that it no longer asks for.
    papers: of.papers.filter((one) => papers.includes(one)),
  };
}

/** Digits of an account in groups of four, as cards show them. */
export function grouped(account: string): string {
  return account.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ');
}
