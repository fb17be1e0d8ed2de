import { fromToday } from '@/shared/day';
import { toHouseholdFilter } from './HouseholdFilters';

const scope = { unionId: 'union_1', subtree: true };

describe('the filter that an address stands for', () => {
  it('counts the year without a visit or a change from today', () => {
    expect(toHouseholdFilter({ untouched: '1', neverAided: '1', needyFile: 'FILED' }, scope)).toMatchObject({
      ...scope, untouchedSince: fromToday(-1, 'year'), neverAided: true, needyFile: 'FILED',
    });
  });

  it('asks for nothing that was not chosen', () => {
    const { untouchedSince, neverAided, needyFile } = toHouseholdFilter({ mine: '1' }, scope);
    expect([untouchedSince, neverAided, needyFile]).toEqual([undefined, undefined, undefined]);
  });
});
