/** What a step of an application makes old, also in lists that were empty. */
export const applicationContext = {
  additionalTypenames: ['AidApplication', 'AidApplicationPayload', 'AidApplicationsPayload', 'AidNotice', 'AidPaymentBatch', 'AidComplaint'],
};
