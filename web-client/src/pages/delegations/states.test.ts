import { enumValues } from '@/app/i18n/enums';
import { stationOf, stations, statusesOf } from './states';

const never = { offeredOn: null, answeredOn: null };

describe('the states of a delegation', () => {
  it('say at which station it waits', () => {
    expect(stations[stationOf({ state: 'DRAFT', ...never })]).toBe('OFFER');
    expect(stations[stationOf({ state: 'OFFERED', ...never })]).toBe('ANSWER');
    expect(stations[stationOf({ state: 'IN_PROGRESS', ...never })]).toBe('WORK');
    expect(statusesOf({ state: 'CONCLUDED', ...never })).toEqual(['finish', 'finish', 'finish', 'finish', 'finish']);
    for (const state of enumValues('DelegationState')) expect(statusesOf({ state, ...never })).toHaveLength(stations.length);
  });

  it('break off one that ended without a result where it was', () => {
    expect(statusesOf({ state: 'DECLINED', ...never })).toEqual(['finish', 'finish', 'error', 'wait', 'wait']);
    expect(statusesOf({ state: 'RESIGNED', ...never })).toEqual(['finish', 'finish', 'finish', 'error', 'wait']);
    expect(statusesOf({ state: 'REVOKED', ...never })).toEqual(['finish', 'error', 'wait', 'wait', 'wait']);
    expect(stationOf({ state: 'REVOKED', offeredOn: '2026-03-02', answeredOn: null })).toBe(2);
    expect(stationOf({ state: 'REVOKED', offeredOn: '2026-03-02', answeredOn: '2026-03-03' })).toBe(3);
  });
});
