import { Tag, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatDate } from '@/shared/format';
import { useFieldNames } from './useFieldNames';

/** Whether what was printed is still so, and which facts are not. */
export function StaleNote(props: { paper: { staleFields: readonly string[]; staleSince: string | null } }) {
  const { t } = useTranslation('papers');
  const names = useFieldNames();
  const { staleFields, staleSince } = props.paper;
  if (!staleSince) return <Tag color="success">{t('stale.no')}</Tag>;
  const changed = names(staleFields).join('、');
  return (
    <Tooltip title={t('stale.since', { date: formatDate(staleSince) })}>
      <Tag color="warning" style={{ whiteSpace: 'normal' }}>
        {t('stale.yes', { fields: changed })}
      </Tag>
    </Tooltip>
  );
}
