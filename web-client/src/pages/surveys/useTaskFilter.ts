import type { SurveyTaskFilter, SurveyTaskState } from '@/gql/graphql';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { useUnionScope } from '@/shared/useUnionScope';
import { useUrlFilters } from '@/shared/useUrlFilters';

/** Which households of a round's list the address asks for. */
export function useTaskFilter(roundId: string) {
  const states = useEnumOptions('SurveyTaskState');
  const of = useUrlFilters(['union', 'subtree', 'state', 'view']);
  const { filters } = of;
  const scope = useUnionScope(filters);
  const state: SurveyTaskState | undefined = states.find((one) => one.value === filters.state)?.value;
  const unfinished = filters.view === 'unfinished' ? true : filters.view === 'finished' ? false : undefined;
  const filter = { roundId, ...scope, state, unfinished } satisfies Partial<SurveyTaskFilter>;
  return { of, states, filter };
}
