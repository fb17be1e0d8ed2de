/** What a step of a delegation makes old, also in lists that were empty. */
export const delegationContext = {
  additionalTypenames: ['Delegation', 'DelegationPayload', 'Hearing', 'HearingPayload', 'Attachment', 'Paper'],
};
