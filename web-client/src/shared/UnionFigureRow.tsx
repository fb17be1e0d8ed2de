import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import type { Permission, UnionFiguresFragment } from '@/gql/graphql';
import { FigureRow } from './FigureRow';
import { today } from './day';

/** The figures of a union with those below it; each opens to its rows where the viewer may read them. */
export function UnionFigureRow(props: { unionId: string; figures: UnionFiguresFragment }) {
  const { t } = useTranslation('unions');
  const { can } = useSession();
  const { figures } = props;
  const rows = (need: Permission, path: string, filter: Record<string, string> = {}) =>
    can(need) ? `${path}?${new URLSearchParams({ union: props.unionId, subtree: '1', ...filter }).toString()}` : undefined;
  return (
    <FigureRow
      items={[
        { label: t('figures.households'), value: figures.households, to: rows('HOUSEHOLD_READ', paths.households) },
        { label: t('figures.paired'), value: figures.paired, to: rows('HOUSEHOLD_READ', paths.households, { paired: '1' }) },
        { label: t('figures.unpaired'), value: figures.unpaired, alert: true, to: rows('HOUSEHOLD_READ', paths.households, { paired: '0', status: 'ACTIVE' }) },
        { label: t('figures.cadres'), value: figures.cadres, to: rows('STAFF_READ', paths.staff, { role: 'CADRE' }) },
        { label: t('figures.shortfalls'), value: figures.shortfalls, alert: true, to: rows('STAFF_READ', paths.staff, { shortfall: '1' }) },
        { label: t('figures.visitsThisMonth'), value: figures.visitsThisMonth, to: rows('VISIT_READ', paths.visits, { from: dayjs(today()).startOf('month').format('YYYY-MM-DD') }) },
        { label: t('figures.measuresDue'), value: figures.measuresDue, to: rows('VISIT_READ', paths.measures, { view: 'due' }) },
        { label: t('figures.measuresOverdue'), value: figures.measuresOverdue, alert: true, to: rows('VISIT_READ', paths.measures, { view: 'overdue' }) },
      ]}
    />
  );
}
