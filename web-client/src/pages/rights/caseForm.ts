import type { RightsCaseFactsFragment, RightsCaseKind, RightsFact, RightsWorkerInput, SaveRightsCaseInput } from '@/gql/graphql';
import { isMasked } from '@/pages/households/idNumber';
import { blanksToNull } from '@/shared/blanks';
import { factsFor, type FactValues } from './facts';

/** A person whose right it is: of a household's file, or typed. */
export interface WorkerValues {
  /** There already. */
  id?: string;
  memberId?: string;
  /** Whose household it is, to be shown. */
  household?: string;
  name?: string;
  idNumber?: string | null;
  phone?: string | null;
  claimed?: string | null;
}

/** Who is on the other side: 用人单位 or 自然人. */
export type Opponent = 'EMPLOYER' | 'PERSON';

export interface CaseValues {
  kind: RightsCaseKind;
  opponent: Opponent;
  employerId?: string | null;
  respondent?: string | null;
  site?: string | null;
  placeCode: string;
  placeText?: string | null;
  workersConcerned: number;
  account: string;
  claim: string;
  facts?: FactValues;
  workers: WorkerValues[];
}

/** What the form of a case begins with; null where the viewer does not read its names. */
export function fromCase(of: RightsCaseFactsFragment): CaseValues | null {
  const { details, kind, employer, site, placeCode, placeText, workersConcerned, workers } = of;
  if (!details) return null;
  const { account, claim, respondent, facts } = details;
  return {
    kind,
    opponent: employer || !respondent ? 'EMPLOYER' : 'PERSON',
    employerId: employer?.id,
    respondent,
    site,
    placeCode,
    placeText,
    workersConcerned,
    account,
    claim,
    facts,
    workers: workers.map(({ id, name, idNumber, phone, claimed, member, household }) => ({
      id,
      name,
      idNumber,
      phone,
      claimed,
      ...(member ? { memberId: member.id, household: household?.headName } : {}),
    })),
  };
}

/** A worker as the server takes it. Who is in a file is named there; numbers with asterisks are not the number. */
function toWorker({ id, memberId, name, idNumber, phone, claimed }: WorkerValues): RightsWorkerInput {
  const known = { ...(id ? { id } : {}), claimed };
  if (memberId) return blanksToNull(id ? known : { memberId, claimed });
  return blanksToNull({ ...known, name, idNumber: isMasked(idNumber) ? null : idNumber, phone: isMasked(phone) ? null : phone });
}

/** The case as the server takes it; `asked` are the facts of its kind. */
export function toInput(values: CaseValues, asked: readonly RightsFact[]): Omit<SaveRightsCaseInput, 'idempotencyKey'> {
  const { kind, opponent, employerId, respondent, site, placeCode, placeText, workersConcerned, account, claim, facts = {}, workers } = values;
  const byPerson = opponent === 'PERSON';
  return {
    ...blanksToNull({ employerId: byPerson ? null : employerId, respondent: byPerson ? respondent : null, site, placeText }),
    kind,
    placeCode: placeCode.trim(),
    workersConcerned,
    account: account.trim(),
    claim: claim.trim(),
    facts: blanksToNull(factsFor(asked, facts)),
    workers: workers.map(toWorker),
  };
}
