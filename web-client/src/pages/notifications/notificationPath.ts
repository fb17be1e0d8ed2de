import { paths } from '@/app/paths';
import type { NotificationKind } from '@/gql/graphql';

/** Where a notification leads; null where the reader no longer sees what it is about. */
export function notificationPath(of: {
  kind: NotificationKind;
  subjectId: string;
  household?: { id: string } | null;
  union?: { id: string } | null;
}): string | null {
  switch (of.kind) {
    case 'HAND_OVER_OFFERED':
      return paths.handOvers;
    case 'FOUNDING_TO_DECIDE':
    case 'FOUNDING_APPROVED':
    case 'FOUNDING_RETURNED':
      return paths.founding;
    case 'DUPLICATE_TO_SETTLE':
    case 'DUPLICATE_SETTLED':
      return paths.duplicates;
    case 'STEWARDSHIP_GRANTED':
    case 'STEWARDSHIP_ENDED':
      return of.union ? paths.union(of.union.id) : null;
    case 'SURVEY_REMINDED':
      return paths.surveys;
    case 'FUNDS_SENT':
    case 'FUNDS_ARRIVED':
    case 'FUNDS_REFUSED':
      return paths.fundAllocation(of.subjectId);
    case 'AID_TO_REVIEW':
    case 'AID_RETURNED':
    case 'AID_REJECTED':
    case 'AID_APPROVED':
    case 'AID_PAID':
    case 'AID_BOUNCED':
    case 'NEEDY_FILE_TO_END':
    case 'NEEDY_FILE_DECIDED':
      return paths.aidApplication(of.subjectId);
    case 'AID_COMPLAINT_FILED':
    case 'AID_COMPLAINT_ANSWERED':
      return paths.aidComplaint(of.subjectId);
    case 'RIGHTS_REPORTED':
    case 'RIGHTS_REFERRED':
    case 'RIGHTS_REFERRAL_ANSWERED':
      return paths.rightsCase(of.subjectId);
    case 'RIGHTS_DEADLINE_NEAR':
    case 'RIGHTS_DEADLINE_URGENT':
      return paths.rightsDeadlines;
    case 'DELEGATION_MOVED':
      return paths.delegation(of.subjectId);
    case 'BUDGET_TO_DECIDE':
    case 'BUDGET_APPROVED':
    case 'BUDGET_RETURNED':
      return paths.fundBudget(of.subjectId);
    default:
      return of.household ? paths.household(of.household.id) : null;
  }
}
