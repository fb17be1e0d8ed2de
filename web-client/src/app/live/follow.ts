import { print } from 'graphql';
import { createClient } from 'graphql-ws';
import { FollowChangesDocument, type FollowChangesSubscription } from '@/gql/graphql';

/** Longest wait before connecting again, in milliseconds. */
const patience = 30_000;

/** Between two signs of life on a quiet connection, in milliseconds; the server expects one a minute. */
const signOfLife = 20_000;

/**
 * Follows what changes in the viewer's subtree until the returned function is called. Connects again by
 * itself and goes on from where it was, so no change is missed.
 */
export function follow(of: {
  /** Address of the GraphQL endpoint. */
  url: string;
  /** A token that holds; null when there is none to be had now. */
  token: () => Promise<string | null>;
  changed: () => void;
  /** The server no longer knows the session. */
  ended: () => void;
}): () => void {
  const address = new URL(of.url, window.location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  const socket = createClient({
    url: address.href,
    connectionParams: async () => ({ authorization: `Bearer ${(await of.token()) ?? ''}` }),
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: async (retries) => {
      const wait = Math.min(patience, 1000 * 2 ** retries) * (0.5 + Math.random());
      await new Promise((resolve) => setTimeout(resolve, wait));
    },
    keepAlive: signOfLife,
  });
  // The client sends this object again when it connects again: with the cursor it has then.
  const variables: { after: string | null } = { after: null };
  const stop = socket.subscribe<FollowChangesSubscription>(
    { query: print(FollowChangesDocument), variables },
    {
      next: ({ data, errors }) => {
        if (errors) return of.ended();
        if (!data) return;
        variables.after = data.changes.cursor;
        if (data.changes.resync || data.changes.changes.length > 0) of.changed();
      },
      error: () => undefined,
      complete: () => undefined,
    },
  );
  return () => {
    stop();
    void socket.dispose();
  };
}
