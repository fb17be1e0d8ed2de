/** What a step of a case makes old, also in lists that were empty. */
export const rightsContext = {
  additionalTypenames: ['RightsCase', 'RightsCasePayload', 'RightsDeadline', 'RightsLetter', 'RightsLetterPayload', 'Delegation', 'DelegationPayload', 'Employer', 'Attachment', 'Paper'],
};
