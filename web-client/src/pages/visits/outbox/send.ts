import type { Client } from 'urql';
import { isUnauthenticated } from '@/app/client/client';
import { RecordVisitDocument, type RecordVisitInput } from '@/gql/graphql';
import type { Outcome } from './entry';

/**
 * Sends one visit. Without an answer, or without a session, it waits; a refusal is final until the cadre
 * corrects it, except the one that says the server cannot do it just now.
 */
export async function sendVisit(client: Client, input: RecordVisitInput): Promise<Outcome> {
  const { data, error } = await client.mutation(RecordVisitDocument, { input }).toPromise();
  if (data) {
    const refusals = data.recordVisit.errors.map(({ code, path, message }) => ({ code, path, message }));
    if (refusals.length === 0 && data.recordVisit.visit) return { kind: 'sent', id: data.recordVisit.visit.id };
    const later = refusals.find((one) => one.code === 'UNAVAILABLE');
    return later ? { kind: 'server', message: later.message } : { kind: 'rejected', refusals };
  }
  const said = error?.graphQLErrors[0]?.message;
  if (!error || !said || isUnauthenticated(error)) return { kind: 'line' };
  return { kind: 'server', message: said };
}
