import type { AidApplicationState, ProgrammeKind } from '@/gql/graphql';
import { followedUntil, followsApplication } from './needyFile';

const application = (kind: ProgrammeKind, state: AidApplicationState, until: string | null = null) => ({ id: state, kind, state, followedUntil: until });

describe('a needy worker’s file', () => {
  it('is changed by hand until an application for it is on its way', () => {
    expect(followsApplication([])).toBe(false);
    expect(followsApplication([application('NEEDY_FILE', 'DRAFT'), application('NEEDY_FILE', 'REJECTED'), application('LIVING_RELIEF', 'SUBMITTED')])).toBe(false);
    for (const state of ['SUBMITTED', 'RETURNED', 'FILED', 'ENDING', 'RELIEVED', 'REMOVED'] as const) {
      expect(followsApplication([application('NEEDY_FILE', state)])).toBe(true);
    }
  });

  it('is followed on its last day, and not the day after', () => {
    const files = [application('NEEDY_FILE', 'RELIEVED', '2026-11-26'), application('NEEDY_FILE', 'REMOVED')];
    expect(followedUntil(files, '2026-11-26')).toBe('2026-11-26');
    expect(followedUntil(files, '2026-11-27')).toBeNull();
    expect(followedUntil([], '2026-11-26')).toBeNull();
  });
});
