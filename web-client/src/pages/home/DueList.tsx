import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { paths } from '@/app/paths';
import type { HomeMeasureFragment } from '@/gql/graphql';
import { useDueText } from '@/shared/format';
import { ShortList } from './ShortList';

/** Promises with the days left. */
export function DueList(props: { label: string; rows: readonly HomeMeasureFragment[] | undefined; empty: string; showCadre?: boolean }) {
  const { t } = useTranslation('home');
  const dueText = useDueText();
  return (
    <ShortList
      label={props.label}
      rows={props.rows}
      rowKey={(row) => row.id}
      empty={props.empty}
      main={(row) => row.text}
      detail={(row) => (
        <>
          <Link to={paths.household(row.household.id)} style={{ textDecoration: 'underline' }}>{row.household.headName}</Link>
          {props.showCadre && ` · ${t('answers', { name: row.cadre?.name ?? '—' })}`}
        </>
      )}
      side={(row) => <Tag color={row.overdue ? 'error' : 'warning'}>{dueText(row.dueOn)}</Tag>}
    />
  );
}
