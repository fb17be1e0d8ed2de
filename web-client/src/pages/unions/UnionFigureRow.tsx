import { useTranslation } from 'react-i18next';
import type { UnionFiguresFragment } from '@/gql/graphql';
import { FigureRow } from '@/shared/FigureRow';

/** The figures of a union with those below it. */
export function UnionFigureRow(props: { figures: UnionFiguresFragment }) {
  const { t } = useTranslation('unions');
  const { figures } = props;
  return (
    <FigureRow
      items={[
        { label: t('figures.households'), value: figures.households },
        { label: t('figures.paired'), value: figures.paired },
        { label: t('figures.unpaired'), value: figures.unpaired, alert: true },
        { label: t('figures.cadres'), value: figures.cadres },
        { label: t('figures.shortfalls'), value: figures.shortfalls, alert: true },
        { label: t('figures.visitsThisMonth'), value: figures.visitsThisMonth },
        { label: t('figures.measuresDue'), value: figures.measuresDue },
        { label: t('figures.measuresOverdue'), value: figures.measuresOverdue, alert: true },
      ]}
    />
  );
}
