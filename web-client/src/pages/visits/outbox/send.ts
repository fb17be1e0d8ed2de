import type { Client, OperationResult } from 'urql';
import { isUnauthenticated } from '@/app/client/client';
import { RecordSurveyDocument, RecordVisitDocument, SettleSurveyTaskDocument } from '@/gql/graphql';
import type { RefusalFields } from '@/shared/userErrors';
import type { Message, Outcome } from './entry';

/** Sends one entry. */
export async function sendEntry(client: Client, message: Message): Promise<Outcome> {
  switch (message.subject) {
    case 'visit':
      return outcomeOf(await client.mutation(RecordVisitDocument, { input: message.input }).toPromise(), (data) => data.recordVisit, (data) => data.recordVisit.visit?.id);
    case 'survey':
      return outcomeOf(await client.mutation(RecordSurveyDocument, { input: message.input }).toPromise(), (data) => data.recordSurvey, (data) => data.recordSurvey.task?.record?.visit?.id);
    case 'settlement':
      return outcomeOf(await client.mutation(SettleSurveyTaskDocument, { input: message.input }).toPromise(), (data) => data.settleSurveyTask);
  }
}

/**
 * Without an answer, or without a session, an entry waits; a refusal is final until the cadre corrects it,
 * except the one that says the server cannot do it just now.
 */
function outcomeOf<Data>(
  { data, error }: Pick<OperationResult<Data>, 'data' | 'error'>,
  payload: (data: Data) => { errors: readonly RefusalFields[] },
  visit: (data: Data) => string | null | undefined = () => null,
): Outcome {
  if (data) {
    const refusals = payload(data).errors.map(({ code, path, message }) => ({ code, path, message }));
    if (refusals.length === 0) return { kind: 'sent', id: visit(data) ?? null };
    const later = refusals.find((one) => one.code === 'UNAVAILABLE');
    return later ? { kind: 'server', message: later.message } : { kind: 'rejected', refusals };
  }
  const said = error?.graphQLErrors[0]?.message;
  if (!error || !said || isUnauthenticated(error)) return { kind: 'line' };
  return { kind: 'server', message: said };
}
