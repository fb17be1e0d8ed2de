/** What a step of a complaint makes old, also in lists that were empty. */
export const complaintContext = { additionalTypenames: ['AidComplaint', 'AidComplaintPayload'] };
