/** What a change of a partner or of its people makes old, also in lists that were empty. */
export const partnerContext = {
  additionalTypenames: ['Partner', 'PartnerPayload', 'Lawyer', 'LawyerPayload', 'LawyerCodePayload', 'Delegation', 'DelegationPayload'],
};
