import type { Permission } from '@/gql/graphql';
import { activeKey, navGroups } from './navigation';

describe('the menu', () => {
  it('shows a cadre the work and no administration', () => {
    const cadre: Permission[] = ['HOUSEHOLD_READ', 'HOUSEHOLD_NAMES', 'PAIRING_READ', 'VISIT_READ', 'VISIT_RECORD'];
    const groups = navGroups((permission) => cadre.includes(permission));
    expect(groups.map((group) => group.key)).toEqual(['work']);
    expect(groups[0]?.entries.map((entry) => entry.key)).toEqual(['households', 'handOvers', 'visits', 'measures', 'surveys', 'papers']);
  });

  it('knows the entry of an address', () => {
    expect(activeKey('/')).toBe('home');
    expect(activeKey('/unions/union_7')).toBe('unions');
    expect(activeKey('/visits/new')).toBe('visits');
    expect(activeKey('/surveys/tasks/survey_task_7')).toBe('surveys');
    expect(activeKey('/aid/applications/aidapplication_7/edit')).toBe('aidApplications');
    expect(activeKey('/aid/work-years')).toBe('workYears');
    expect(activeKey('/rights/rightscase_7/edit')).toBe('rights');
    expect(activeKey('/rights/deadlines')).toBe('rightsDeadlines');
    expect(activeKey('/rights/employers/employer_7')).toBe('employers');
    expect(activeKey('/rights/rightscase_7/delegate')).toBe('rights');
    expect(activeKey('/delegations/delegation_7/edit')).toBe('delegations');
    expect(activeKey('/partners/partner_7')).toBe('partners');
    expect(activeKey('/funds')).toBe('funds');
    expect(activeKey('/funds/fund_7')).toBe('fundList');
    expect(activeKey('/funds/list')).toBe('fundList');
    expect(activeKey('/funds/allocations/fund_allocation_7')).toBe('fundAllocations');
    expect(activeKey('/account')).toBeUndefined();
  });
});
