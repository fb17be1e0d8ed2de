import { readFileSync } from 'node:fs';
import { buildSchema, isEnumType } from 'graphql';
import type { NotificationKind } from '@/gql/graphql';
import { byDay } from './byDay';
import { notificationPath } from './notificationPath';

const at = (createdAt: string) => ({ createdAt });

describe('notifications', () => {
  it('lead to their subject, and nowhere once it is not seen any more', () => {
    const type = buildSchema(readFileSync('../schema/schema.graphql', 'utf8')).getType('NotificationKind');
    const kinds = isEnumType(type) ? type.getValues().map((one) => one.name as NotificationKind) : [];
    expect(kinds.length).toBeGreaterThan(10);
    for (const kind of kinds) {
      const path = notificationPath({ kind, subjectId: 'subject_1', household: { id: 'household_1' }, union: { id: 'union_1' } });
      expect(path).toMatch(/^\/(households\/household_1|unions\/union_1|hand-overs|founding|duplicates|surveys|funds\/(allocations|budgets)\/subject_1|aid\/(applications|complaints)\/subject_1|rights\/(subject_1|deadlines)|delegations\/subject_1)$/);
    }
    expect(notificationPath({ kind: 'MEASURE_DUE', subjectId: 'measure_1', household: null })).toBeNull();
    expect(notificationPath({ kind: 'STEWARDSHIP_ENDED', subjectId: 'stewardship_1' })).toBeNull();
  });

  it('are put together by day without changing their order', () => {
    const rows = [at('2026-08-07T09:00:00+08:00'), at('2026-08-06T23:00:00+08:00'), at('2026-08-06T08:00:00+08:00')];
    const days = byDay(rows);
    expect(days.flatMap((one) => one.rows)).toEqual(rows);
    expect(new Set(days.map((one) => one.day)).size).toBe(days.length);
    expect(byDay([])).toEqual([]);
  });
});
