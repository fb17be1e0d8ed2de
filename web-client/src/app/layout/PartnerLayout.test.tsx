import { App } from 'antd';
import { act, render, screen, within } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import type { Client } from 'urql';
import { fromValue } from 'wonka';
import type { Connection } from '@/app/client/client';
import { SessionStore } from '@/app/client/sessionStore';
import { ActiveQueries } from '@/app/live/activeQueries';
import { ConnectionProvider } from '@/app/session/SessionContext';
import type { SessionFieldsFragment } from '@/gql/graphql';
import { testPartnerViewer, testSession } from '@/test/session';
import { PartnerLayout } from './PartnerLayout';
import { SignedInLayout } from './SignedInLayout';

vi.mock('@/app/live/follow', () => ({ follow: () => () => undefined }));
vi.mock('@/pages/visits/outbox/OutboxContext', () => ({ OutboxProvider: (props: { children: React.ReactNode }) => props.children }));

// What jsdom has not: pages begin at their top.
vi.stubGlobal('scrollTo', () => undefined);

const ofPartner: SessionFieldsFragment = { ...testSession('t'), viewer: null, partnerViewer: testPartnerViewer };

function open(address: string, session: SessionFieldsFragment | null) {
  const store = new SessionStore({ refresh: async () => null, signOut: async () => true });
  if (session) store.accept(session);
  else store.end();
  const nothing = { executeQuery: () => fromValue({ data: undefined, stale: false, hasNext: false }) } as unknown as Client;
  const connection: Connection = { url: '/graphql', session: store, newClient: () => nothing, fileUrl: (to) => to, activeQueries: new ActiveQueries(), anonymous: nothing, cities: [] };
  const router = createMemoryRouter(
    [
      { element: <PartnerLayout />, children: [{ path: '/partner', element: '机构首页' }, { path: '/partner/hearings', element: '机构日程' }] },
      { element: <SignedInLayout />, children: [{ path: '/', element: '工会首页' }, { path: '/rights/:id', element: '个案' }] },
      { path: '/sign-in', element: '请登录' },
    ],
    { initialEntries: [address] },
  );
  render(
    <App>
      <ConnectionProvider connection={connection}>
        <RouterProvider router={router} />
      </ConnectionProvider>
    </App>,
  );
  return { store, place: () => router.state.location.pathname + router.state.location.search };
}

describe('the pages of partners and of unions', () => {
  it('lead a person of a partner to the own ones, with a menu of few places and no bell', async () => {
    const { place } = open('/rights/rightscase_1', ofPartner);
    await screen.findByText('机构首页');
    expect(place()).toBe('/partner');
    expect(screen.getByText('山东沂蒙律师事务所')).toBeVisible();
    const places = within(screen.getByRole('navigation')).getAllByRole('link');
    expect(places.map((one) => one.textContent)).toEqual(['首页', '委托', '开庭日程', '本机构', '我的账户']);
    expect(places[0]).toHaveAttribute('aria-current', 'page');
    expect(screen.queryByRole('link', { name: /通知/ })).toBeNull();
  });

  it('lead a person of a union away from those of partners', async () => {
    const { place } = open('/partner/hearings', testSession('t'));
    await screen.findByText('工会首页');
    expect(place()).toBe('/');
  });

  it('ask who it is, and lead back', async () => {
    const { place } = open('/partner/hearings', null);
    await screen.findByText('请登录');
    expect(place()).toBe('/sign-in?to=%2Fpartner%2Fhearings');
  });

  it('follow when another tab signs somebody else in', async () => {
    const { store, place } = open('/partner/hearings', ofPartner);
    await screen.findByText('机构日程');
    act(() => void store.accept(testSession('other')));
    await screen.findByText('工会首页');
    expect(place()).toBe('/');
  });
});
