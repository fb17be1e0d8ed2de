import type { Client } from 'urql';
import { OpenSurveysDocument, OwnSurveyTasksDocument, type SurveyFormFragment } from '@/gql/graphql';

/** The places of the viewer's own households on the lists of the open rounds; null without an answer. */
export async function ownSurveys(client: Client): Promise<SurveyFormFragment[] | null> {
  const fresh = { requestPolicy: 'network-only' } as const;
  const { data } = await client.query(OpenSurveysDocument, { figures: false }, fresh).toPromise();
  if (!data) return null;
  const lists = await Promise.all(
    data.surveyRounds.nodes.map((round) => client.query(OwnSurveyTasksDocument, { roundId: round.id }, fresh).toPromise()),
  );
  if (lists.some((one) => !one.data)) return null;
  return lists.flatMap((one) => one.data?.surveyTasks.nodes ?? []);
}
