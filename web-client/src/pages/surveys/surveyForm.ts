import type { SurveyFormFragment, VisitKind } from '@/gql/graphql';
import type { SurveyDraft, SurveyEntry } from '@/pages/visits/outbox/entry';
import { blanksToNull } from '@/shared/blanks';
import { today } from '@/shared/day';
import { fromAnswers, toAnswers, type AnswerValues } from './answers';
import { factsOf, type SurveyFacts } from './facts';

/** Face to face, as the notice wants it (§5.2). */
export const faceToFace: readonly VisitKind[] = ['HOME', 'WORKPLACE', 'GROUP', 'OFFICE'];

export interface SurveyValues extends SurveyFacts {
  correction?: string | null;
  visitedOn: string;
  kind: VisitKind;
  place?: string | null;
  metWhom?: string | null;
  observed?: string | null;
  claims?: string | null;
  answers?: AnswerValues;
  measures?: SurveyDraft['measures'];
}

/** What a form begins with, and the facts and the version of the file that it saw. */
export interface Beginning {
  values: SurveyValues;
  seen: SurveyFacts;
  version: number;
}

/** A form begins with the file; a correction with the record, and something refused with what was written. */
export function beginning(task: SurveyFormFragment, of: { corrected?: SurveyEntry; amend?: boolean }): Beginning {
  const { household, record, round } = task;
  if (of.corrected) {
    const { draft, seen } = of.corrected;
    const { taskId: _, version, correctsId: __, answers, ...typed } = draft;
    return { values: { ...typed, answers: fromAnswers(round.questions, answers ?? []) } as SurveyValues, seen, version };
  }
  const { version } = household;
  if (of.amend && record) {
    const { visitedOn, kind, place, metWhom, observed, claims } = record;
    const facts = factsOf(record);
    return { values: { ...facts, visitedOn, kind, place, metWhom, observed, claims, answers: fromAnswers(round.questions, record.answers) }, seen: facts, version };
  }
  const facts = factsOf(household);
  return { values: { ...facts, visitedOn: today(), kind: 'HOME' }, seen: facts, version };
}

/** What is sent of a form. A correction names the record that it corrects and promises nothing. */
export function toDraft(task: SurveyFormFragment, values: SurveyValues, of: { version: number; correctsId?: string | null }): SurveyDraft {
  const { answers, measures, correction, otherCauses, needs, ...rest } = values;
  return blanksToNull({
    ...rest,
    otherCauses: otherCauses ?? [],
    needs: needs ?? [],
    taskId: task.id,
    version: of.version,
    answers: toAnswers(task.round.questions, answers ?? {}),
    ...(of.correctsId ? { correctsId: of.correctsId, correction } : { measures: measures ?? [] }),
  });
}
