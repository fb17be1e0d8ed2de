import type { GraphiQLProps } from 'graphiql';
import type { Connection } from '@/app/client/client';
import { currentLanguage } from '@/app/i18n';

type Fetcher = GraphiQLProps['fetcher'];

/** Sends what the explorer wrote as the signed-in person, with a fresh token where the old one has ended. */
export function explorerFetcher({ url, session }: Pick<Connection, 'url' | 'session'>): Fetcher {
  const send = (request: object) =>
    fetch(url, {
      method: 'POST',
      credentials: 'include',
      headers: {
        'Content-Type': 'application/json',
        'Accept': 'application/graphql-response+json, application/json',
        'Accept-Language': currentLanguage(),
        'Authorization': `Bearer ${session.token() ?? ''}`,
      },
      body: JSON.stringify(request),
    });
  return async (request) => {
    if (session.stale()) await session.refresh();
    const first = await send(request);
    const answer = first.status === 401 && (await session.refresh()) ? await send(request) : first;
    return answer.json();
  };
}
