import type { SessionFieldsFragment, ViewerFieldsFragment } from '@/gql/graphql';

const union = { id: 'union_1', name: '兰山区总工会', shortName: '兰山区', level: 'COUNTY', childCount: 0, householdKind: 'LINKED', divisionCode: '371302' } as const;
const post = {
  id: 'staff_1',
  name: '王建国',
  title: '主席',
  roles: ['ADMIN'],
  state: 'ACTIVE',
  union: { ...union, state: 'ACTIVE', version: 1 },
} satisfies ViewerFieldsFragment['post'];

/** A viewer for tests: the administrator of a county. */
export function testViewer(changes: Partial<ViewerFieldsFragment> = {}): ViewerFieldsFragment {
  return {
    person: { id: 'person_1', name: '王建国', login: 'wangjianguo' },
    post,
    union,
    roles: ['ADMIN'],
    permissions: ['STAFF_READ', 'STAFF_MANAGE'],
    posts: [post],
    managedUnions: [],
    ...changes,
  };
}

/** A session that lasts for `seconds` from now. */
export function testSession(token: string, seconds = 600): SessionFieldsFragment {
  return {
    accessToken: token,
    expiresAt: new Date(Date.now() + seconds * 1000).toISOString(),
    viewer: testViewer(),
    errors: [],
  };
}
