import { partnerContext } from '@/pages/partners/context';

/** What a change of the own partner makes old; what was removed answers with nothing of itself. */
export const organisationContext = {
  additionalTypenames: [...partnerContext.additionalTypenames, 'PartnerConflict', 'PartnerConflictPayload', 'RemovePartnerConflictPayload'],
};
