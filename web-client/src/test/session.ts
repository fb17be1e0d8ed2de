import type { PartnerViewerFieldsFragment, SessionFieldsFragment, ViewerFieldsFragment } from '@/gql/graphql';

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

/** A person of a partner for tests: its administrator. */
export const testPartnerViewer: PartnerViewerFieldsFragment = {
  person: { id: 'person_9', name: '李律师', login: 'lilvshi' },
  lawyer: { id: 'lawyer_1', name: '李律师', admin: true },
  partner: { id: 'partner_1', name: '山东沂蒙律师事务所', kind: 'LAW_FIRM' },
};

/** A session that lasts for `seconds` from now. */
export function testSession(token: string, seconds = 600): SessionFieldsFragment {
  return {
    accessToken: token,
    expiresAt: new Date(Date.now() + seconds * 1000).toISOString(),
    viewer: testViewer(),
    partnerViewer: null,
    errors: [],
  };
}
