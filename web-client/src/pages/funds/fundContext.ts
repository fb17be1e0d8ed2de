/** What a change of funds makes old, also in lists that were empty. */
export const fundContext = {
  additionalTypenames: ['Fund', 'FundTransaction', 'FundAllocation', 'FundBudget', 'FundDues', 'CloseFundYearPayload'],
};
