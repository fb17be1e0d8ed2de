import type { SurveyTaskState } from '@/gql/graphql';

/** Whether somebody still has to go there. */
export function isUnfinished(task: { state: SurveyTaskState }): boolean {
  return task.state === 'TODO' || task.state === 'NOT_MET';
}

/** Those where somebody still has to go first, else in the order they came. */
export function unfinishedFirst<T extends { state: SurveyTaskState }>(tasks: readonly T[]): T[] {
  return tasks.toSorted((a, b) => Number(isUnfinished(b)) - Number(isUnfinished(a)));
}
