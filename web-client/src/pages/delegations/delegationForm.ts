import type { CaseToDelegateQuery, DelegationAuthority, DelegationCaseFragment, DelegationFactsFragment, DelegationKind, DelegationPower, SaveDelegationInput } from '@/gql/graphql';
import { blanksToNull } from '@/shared/blanks';
import type { RefusalFields } from '@/shared/userErrors';

/** Whether a worker of the case gives a mandate (委托书), since when, and where the signed paper is. */
export interface MandateValues {
  workerId: string;
  name: string;
  given?: boolean;
  signedOn?: string | null;
  signedCopyId?: string | null;
}

export interface DelegationValues {
  partnerId: string;
  kind: DelegationKind;
  authority: DelegationAuthority;
  powers?: DelegationPower[];
  brief: string;
  claim: string;
  contact: string;
  answerBy: string;
  mandates: MandateValues[];
  attachmentIds: string[];
}

/** What a new delegation begins with: all workers of the case, and what the server wrote out of it. */
export function fromDraft(of: DelegationCaseFragment, draft: CaseToDelegateQuery['delegationDraft']): Partial<DelegationValues> {
  return { ...draft, authority: 'GENERAL', mandates: of.workers.map(({ id, name }) => ({ workerId: id, name, given: true })), attachmentIds: [] };
}

/** What a draft begins with that is changed; null where the viewer does not read its names. */
export function fromDelegation(of: DelegationFactsFragment, case_: DelegationCaseFragment): (Omit<DelegationValues, 'partnerId'> & { partnerId?: string }) | null {
  const { brief, claim, contact } = of;
  if (brief === null || claim === null || contact === null) return null;
  const mandates = case_.workers.map(({ id, name }): MandateValues => {
    const given = of.workers.find((one) => one.workerId === id);
    return { workerId: id, name, given: given !== undefined, signedOn: given?.signedOn, signedCopyId: given?.signedCopy?.id };
  });
  return {
    partnerId: of.partner?.id,
    kind: of.kind,
    authority: of.authority,
    powers: [...of.powers],
    brief,
    claim,
    contact,
    answerBy: of.answerBy,
    mandates,
    attachmentIds: of.documents.flatMap(({ fromPartner, attachment }) => (attachment && !fromPartner ? [attachment.id] : [])),
  };
}

/** The delegation as the server takes it: who gives no mandate is left out, powers belong to special authority alone. */
export function toInput(values: DelegationValues): Omit<SaveDelegationInput, 'idempotencyKey'> {
  const { partnerId, kind, authority, powers = [], brief, claim, contact, answerBy, mandates, attachmentIds } = values;
  return {
    partnerId,
    kind,
    authority,
    powers: authority === 'SPECIAL' ? powers : [],
    brief: brief.trim(),
    claim: claim.trim(),
    contact: contact.trim(),
    answerBy,
    workers: mandates.filter((one) => one.given).map(({ workerId, signedOn, signedCopyId }) => ({ workerId, ...blanksToNull({ signedOn, signedCopyId }) })),
    attachmentIds,
  };
}

/** Refusals of workers that were sent, at the workers of the form, of whom some give no mandate. */
export function atMandates(errors: readonly RefusalFields[], mandates: readonly MandateValues[]): RefusalFields[] {
  const sent = mandates.flatMap((one, place) => (one.given ? [place] : []));
  return errors.map((error) => {
    const [input, list, place, ...rest] = error.path;
    if (input !== 'input' || list !== 'workers') return error;
    const at = place === undefined ? [] : [String(sent[Number(place)] ?? place), ...rest];
    return { ...error, path: ['input', 'mandates', ...at] };
  });
}
