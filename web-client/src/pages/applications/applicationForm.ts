import type { AidApplicationFactsFragment, AidApplicationRowFragment, EligibilityFactsFragment, ProgrammeKind, SaveAidApplicationInput } from '@/gql/graphql';
import { blanksToNull } from '@/shared/blanks';
import { amountOf, fenOf } from '@/shared/money';
import { isFile } from '@/shared/needyFile';

/** Who gets the money. */
export interface PayeeValues {
  payeeName: string;
  bank?: string | null;
  account?: string | null;
}

/** The form; one of a file has no money in it. */
export interface ApplicationValues extends Partial<PayeeValues> {
  memberId?: string | null;
  asked?: string | null;
  reason: string;
  papers?: string[];
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

/** Which pupils a programme is for; a file is the household's. */
export function pupilParts(of: Pick<EligibilityFactsFragment, 'programme' | 'parts'> | undefined) {
  if (!of || isFile(of.programme)) return [];
  return of.parts.flatMap((one) => (one.memberId === null ? [] : [{ ...one, memberId: one.memberId }]));
}

const ended: readonly string[] = ['PAID', 'RECEIVED', 'RELIEVED', 'REMOVED', 'REJECTED', 'WITHDRAWN'];

/**
 * The application of the same household and pupil for a programme that is on its way. A file that stands goes before
 * another of any programme.
 */
export function underway(
  applications: readonly AidApplicationRowFragment[],
  programme: { id: string; kind: ProgrammeKind },
  memberId: string | null,
): AidApplicationRowFragment | undefined {
  const same = (one: AidApplicationRowFragment) =>
    isFile(programme) ? isFile(one) : one.programme?.id === programme.id && (one.member?.id ?? null) === memberId;
  return applications.find((one) => same(one) && !ended.includes(one.state));
}

/** The payee as it was written down. */
export function fromPayee(of: AidApplicationFactsFragment): PayeeValues {
  return { payeeName: of.payee?.name ?? '', bank: of.payee?.bank, account: of.payee?.account };
}

/** What the form of a draft or of a returned application begins with. */
export function fromApplication(of: AidApplicationFactsFragment): ApplicationValues {
  return {
    ...fromPayee(of),
    memberId: of.member?.id ?? null,
    asked: of.asked,
    reason: of.payee?.reason ?? '',
    papers: of.papers.filter((one) => one.present).map((one) => one.name),
  };
}

/** The application as the server takes it, whole; `papers` are those that the programme asks for. */
export function toInput(
  values: ApplicationValues,
  of: { householdId: string; programme: { id: string; kind: ProgrammeKind }; papers: readonly string[] },
): Omit<SaveAidApplicationInput, 'idempotencyKey'> {
  const { reason, papers = [], memberId = null, asked, payeeName, bank, account } = values;
  return {
    ...(isFile(of.programme) ? {} : blanksToNull({ memberId, asked, payeeName, bank, account })),
    householdId: of.householdId,
    programmeId: of.programme.id,
    reason: reason.trim(),
    // In the programme's order, and none that it no longer asks for.
    papers: of.papers.filter((one) => papers.includes(one)),
  };
}

/** Digits of an account in groups of four, as cards show them. */
export function grouped(account: string): string {
  return account.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ');
}
