import { authExchange } from '@urql/exchange-auth';
import { cacheExchange, Client, fetchExchange, type CombinedError } from 'urql';
import type { RuntimeConfig } from '@/app/config';
import { currentLanguage } from '@/app/i18n';
import { ActiveQueries } from '@/app/live/activeQueries';
import { RefreshSessionDocument, SignOutDocument } from '@/gql/graphql';
import { patience, SessionStore } from './sessionStore';

/** What the application needs to talk to the server. */
export interface Connection {
  /** Address of the GraphQL endpoint. */
  url: string;
  session: SessionStore;
  /** A client with the token of the session, which it refreshes by itself. Each has a cache of its own. */
  newClient: () => Client;
  /** The whole address of one that the server gives, such as that of a photograph. */
  fileUrl: (address: string) => string;
  /** What the screen shows of its answers. */
  activeQueries: ActiveQueries;
  /** Without token: sign-in, invitation, password reset. */
  anonymous: Client;
  /** Names of the cities that the server serves. */
  cities: readonly string[];
}

/** True for an answer that says "sign in first". */
export function isUnauthenticated(error: CombinedError): boolean {
  const response = error.response as Response | undefined;
  return (
    response?.status === 401 ||
    error.graphQLErrors.some((one) => one.extensions['code'] === 'UNAUTHENTICATED')
  );
}

const options = () => ({
  credentials: 'include' as const,
  headers: { 'Accept-Language': currentLanguage() },
});

/** For a request that nobody waits for long, and whose answer must not come after the next sign-in. */
const brief = () => ({ ...options(), signal: AbortSignal.timeout(patience) });

/** Makes the clients of one endpoint. */
export function connect({ apiUrl: url, cities }: RuntimeConfig): Connection {
  const anonymous = new Client({
    url,
    exchanges: [fetchExchange],
    preferGetMethod: false,
    fetchOptions: options,
  });
  const session = new SessionStore({
    refresh: async () => {
      const { data, error } = await anonymous.mutation(RefreshSessionDocument, {}).toPromise();
      // No line or no server is not the end of the session: whoever waits gets the error.
      if (!data && error && !isUnauthenticated(error)) throw error;
      return data?.refreshSession ?? null;
    },
    signOut: async () => {
      const { data, error } = await anonymous.mutation(SignOutDocument, {}, { fetchOptions: brief }).toPromise();
      return data !== undefined || (error !== undefined && isUnauthenticated(error));
    },
  });
  const activeQueries = new ActiveQueries();
  const newClient = () => new Client({
    url,
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetchOptions: options,
    exchanges: [
      activeQueries.exchange,
      cacheExchange,
      authExchange(async (utils) => ({
        addAuthToOperation: (operation) => {
          const token = session.token();
          return token
            ? utils.appendHeaders(operation, { Authorization: `Bearer ${token}` })
            : operation;
        },
        willAuthError: () => session.stale(),
        didAuthError: isUnauthenticated,
        refreshAuth: async () => {
          await session.refresh();
        },
      })),
      fetchExchange,
    ],
  });
  const fileUrl = (address: string) => new URL(address, new URL(url, location.href)).href;
  return { url, session, newClient, fileUrl, activeQueries, anonymous, cities };
}
