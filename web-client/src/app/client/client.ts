import { authExchange } from '@urql/exchange-auth';
import { cacheExchange, Client, fetchExchange, type CombinedError } from 'urql';
import type { RuntimeConfig } from '@/app/config';
import { currentLanguage } from '@/app/i18n';
import { RefreshSessionDocument } from '@/gql/graphql';
import { SessionStore } from './sessionStore';

/** What the application needs to talk to the server. */
export interface Connection {
  session: SessionStore;
  /** A client with the token of the session, which it refreshes by itself. Each has a cache of its own. */
  newClient: () => Client;
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

/** Makes the clients of one endpoint. */
export function connect({ apiUrl: url, cities }: RuntimeConfig): Connection {
  const anonymous = new Client({
    url,
    exchanges: [fetchExchange],
    preferGetMethod: false,
    fetchOptions: options,
  });
  const session = new SessionStore(async () => {
    const answer = await anonymous.mutation(RefreshSessionDocument, {}).toPromise();
    if (answer.error && !answer.data && !isUnauthenticated(answer.error)) {
      // No line or no server is not the end of the session: whoever waits gets the error.
      if (session.token()) throw answer.error;
    }
    return answer.data?.refreshSession ?? null;
  });
  const newClient = () => new Client({
    url,
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetchOptions: options,
    exchanges: [
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
  return { session, newClient, anonymous, cities };
}
