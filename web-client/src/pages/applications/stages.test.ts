import type { AidApplicationFactsFragment } from '@/gql/graphql';
import { statusesOf } from './stages';

type Event = AidApplicationFactsFragment['way'][number];

const event = (from: Event['from'], to: Event['to']): Event => ({ number: 1, step: 'PASS', from, to, at: '2026-11-20T01:00:00Z', reason: null, union: null, by: null });
const statuses = (kind: AidApplicationFactsFragment['kind'], state: Event['to'], noticeEndsOn: string | null, way: Event[]) =>
  statusesOf({ kind, state, noticeEndsOn, way }, '2026-11-26').join(' ');
const of = (state: Event['to'], noticeEndsOn: string | null = null, way: Event[] = []) => statuses('LIVING_RELIEF', state, noticeEndsOn, way);
const ofFile = (state: Event['to'], noticeEndsOn: string | null = null, way: Event[] = []) => statuses('NEEDY_FILE', state, noticeEndsOn, way);

describe('the stations of an application', () => {
  it('waits where its state says', () => {
    expect(of('DRAFT')).toBe('process wait wait wait wait wait');
    expect(of('SUBMITTED')).toBe('finish process wait wait wait wait');
    expect(of('REVIEWED')).toBe('finish finish process wait wait wait');
    expect(of('PAYING')).toBe('finish finish finish finish process wait');
    expect(of('RECEIVED')).toBe('finish finish finish finish finish finish');
  });

  it('is hung out until the last day of the notice is over, and waits for the approval then', () => {
    expect(of('PUBLICISED', '2026-11-26')).toBe('finish finish process wait wait wait');
    expect(of('PUBLICISED', '2026-11-25')).toBe('finish finish finish process wait wait');
  });

  it('shows where it was returned or ended', () => {
    expect(of('RETURNED')).toBe('error wait wait wait wait wait');
    expect(of('REJECTED', null, [event('SUBMITTED', 'REJECTED')])).toBe('finish error wait wait wait wait');
    expect(of('WITHDRAWN', null, [event('PUBLICISED', 'WITHDRAWN')])).toBe('finish finish error wait wait wait');
  });
});

describe('the stations of a file', () => {
  it('are over once it is filed, and one more comes when it is to end', () => {
    expect(ofFile('SUBMITTED')).toBe('finish process wait wait');
    expect(ofFile('PUBLICISED', '2026-11-25')).toBe('finish finish finish process');
    expect(ofFile('FILED')).toBe('finish finish finish finish');
    expect(ofFile('ENDING')).toBe('finish finish finish finish process');
    expect(ofFile('RELIEVED')).toBe('finish finish finish finish finish');
    expect(ofFile('REMOVED')).toBe('finish finish finish finish finish');
  });

  it('show that a filed one was taken back', () => {
    expect(ofFile('REJECTED', null, [event('FILED', 'REJECTED')])).toBe('finish finish finish error');
    expect(ofFile('REJECTED', null, [event('SUBMITTED', 'REJECTED')])).toBe('finish error wait wait');
  });
});
