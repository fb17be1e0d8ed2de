import { createContext, useCallback, useContext, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Provider as UrqlProvider, useClient } from 'urql';
import type { Connection } from '@/app/client/client';
import type { SessionState, SessionStore } from '@/app/client/sessionStore';
import { forgetKept } from '@/app/device/kept';
import {
  ActForDocument,
  SignOutEverywhereDocument,
  type PartnerViewerFieldsFragment,
  type Permission,
  type Role,
  type ViewerFieldsFragment,
} from '@/gql/graphql';

const ConnectionContext = createContext<Connection | null>(null);

/**
 * Gives the tree below the server connection. Another person or another post starts with an empty
 * cache: what the one may see, the other may not. So does another language, in which the server speaks too.
 */
export function ConnectionProvider(props: { connection: Connection; children: ReactNode }) {
  const { connection } = props;
  const state = useSyncExternalStore(connection.session.subscribe, connection.session.get);
  const post = postOf(state);
  const { i18n } = useTranslation();
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- post and language decide when a new cache is due
  const client = useMemo(() => connection.newClient(), [connection, post, i18n.language]);
  useReconnect(connection.session, state.status === 'offline');
  useEffect(() => {
    if (state.status === 'signed-out') void forgetKept();
  }, [state.status]);
  return (
    <ConnectionContext value={connection}>
      <UrqlProvider value={client}>{props.children}</UrqlProvider>
    </ConnectionContext>
  );
}

/** In what post somebody acts: of a union, or of a partner. */
function postOf(state: SessionState): string | null {
  if (state.status === 'signed-in') return state.viewer?.post.id ?? state.partnerViewer?.lawyer.id ?? null;
  return state.status === 'offline' ? (state.viewer?.post.id ?? null) : null;
}

/** How often a page that was opened without an answer asks again, in milliseconds. */
const askEvery = 20_000;

function useReconnect(session: SessionStore, offline: boolean): void {
  useEffect(() => {
    if (!offline) return;
    const ask = () => void session.refresh().catch(() => undefined);
    const timer = setInterval(ask, askEvery);
    window.addEventListener('online', ask);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', ask);
    };
  }, [session, offline]);
}

export function useConnection(): Connection {
  const connection = useContext(ConnectionContext);
  if (!connection) throw new Error('useConnection outside of ConnectionProvider');
  return connection;
}

export function useSessionState(): SessionState {
  const { session } = useConnection();
  return useSyncExternalStore(session.subscribe, session.get);
}

/** Ends the session; also for who is signed in for a partner. */
export interface SigningOut {
  signOut: () => Promise<void>;
  /** False when the server could not be asked. */
  signOutEverywhere: () => Promise<boolean>;
}

export function useSigningOut(): SigningOut {
  const { session } = useConnection();
  const client = useClient();
  return useMemo(
    () => ({
      signOut: () => session.signOut(),
      signOutEverywhere: async () => {
        if (!(await session.mayEnd())) return true;
        const { data } = await client.mutation(SignOutEverywhereDocument, {}).toPromise();
        if (data) session.end();
        return data !== undefined;
      },
    }),
    [client, session],
  );
}

/** Who is signed in for a partner. Only below the partners' layout. */
export function usePartnerViewer(): PartnerViewerFieldsFragment {
  const state = useSessionState();
  const viewer = state.status === 'signed-in' ? state.partnerViewer : null;
  if (!viewer) throw new Error('usePartnerViewer without a person of a partner');
  return viewer;
}

/** Who is signed in for a union and what they may do. Only below the signed-in layout. */
export interface Session extends SigningOut {
  /** True while the server has not answered since the page was opened: only what is kept can be shown. */
  offline: boolean;
  viewer: ViewerFieldsFragment;
  can: (permission: Permission) => boolean;
  hasRole: (role: Role) => boolean;
  /** True for unions whose rows the viewer works with as own (the own one and those under 代管). */
  manages: (unionId: string) => boolean;
  actFor: (postId: string) => Promise<string | null>;
}

export function useSession(): Session {
  const { session } = useConnection();
  const client = useClient();
  const state = useSessionState();
  const viewer = 'viewer' in state ? state.viewer : null;
  if (!viewer) throw new Error('useSession without a signed-in person');
  const offline = state.status === 'offline';

  const actFor = useCallback(
    async (postId: string) => {
      const answer = await client.mutation(ActForDocument, { input: { postId } }).toPromise();
      const payload = answer.data?.actFor;
      if (session.accept(payload)) return null;
      return payload?.errors[0]?.message ?? answer.error?.message ?? '';
    },
    [client, session],
  );
  const { signOut, signOutEverywhere } = useSigningOut();

  return useMemo(
    () => ({
      offline,
      viewer,
      can: (permission) => viewer.permissions.includes(permission),
      hasRole: (role) => viewer.roles.includes(role),
      manages: (unionId) =>
        viewer.union.id === unionId || viewer.managedUnions.some((one) => one.id === unionId),
      actFor,
      signOut,
      signOutEverywhere,
    }),
    [offline, viewer, actFor, signOut, signOutEverywhere],
  );
}
