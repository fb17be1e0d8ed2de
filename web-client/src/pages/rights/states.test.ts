import { enumValues } from '@/app/i18n/enums';
import { columnOrder, columns, stationOf, stations, statusesOf } from './states';

describe('the states of a case', () => {
  it('stand in one column of the board each; only what is over stands in none', () => {
    const shown = columnOrder.flatMap((one) => columns[one]);
    expect(new Set(shown).size).toBe(shown.length);
    expect(enumValues('RightsCaseState').filter((one) => !shown.some((state) => state === one))).toEqual(['REFUSED', 'CLOSED']);
  });

  it('say at which station a case waits', () => {
    expect(stations[stationOf('REPORTED')]).toBe('ACCEPT');
    expect(stations[stationOf('REFERRED')]).toBe('HANDLE');
    expect(stations[stationOf('WON')]).toBe('CLOSE');
    expect(stationOf('CLOSED')).toBe(stations.length);
    expect(statusesOf('REFUSED')).toEqual(['finish', 'error', 'wait', 'wait', 'wait']);
    expect(statusesOf('CLOSED')).toEqual(['finish', 'finish', 'finish', 'finish', 'finish']);
  });
});
