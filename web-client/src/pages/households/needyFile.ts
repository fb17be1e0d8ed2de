import type { HouseholdPageQuery } from '@/gql/graphql';
import { isFile } from '@/shared/needyFile';

type Applications = NonNullable<NonNullable<HouseholdPageQuery['household']>['aidApplications']>;

const idle: readonly string[] = ['DRAFT', 'REJECTED', 'WITHDRAWN'];

/** Whether 困难职工档案 follows an application, so that it is not changed by hand. */
export function followsApplication(applications: Applications): boolean {
  return applications.some((one) => isFile(one) && !idle.includes(one.state));
}

/** The last day on which a relieved family is followed, if that is still to come. */
export function followedUntil(applications: Applications, today: string): string | null {
  const days = applications.flatMap((one) => (isFile(one) && one.followedUntil !== null && one.followedUntil >= today ? [one.followedUntil] : []));
  return days.toSorted().at(-1) ?? null;
}
