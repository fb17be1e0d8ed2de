import type { SurveyTaskState } from '@/gql/graphql';
import { unfinishedFirst } from './progress';

describe('unfinishedFirst', () => {
  it('puts who is still to be visited on top and keeps the order otherwise', () => {
    const states: SurveyTaskState[] = ['DONE', 'NOT_MET', 'REFUSED', 'TODO', 'LATE'];
    expect(unfinishedFirst(states.map((state) => ({ state }))).map((one) => one.state)).toEqual(['NOT_MET', 'TODO', 'DONE', 'REFUSED', 'LATE']);
  });
});
