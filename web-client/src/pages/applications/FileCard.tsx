import { Card, Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { AidApplicationFactsFragment } from '@/gql/graphql';
import { formatDate } from '@/shared/format';
import { factColumns, useNoticeItems } from './ApplicationParts';

/** A needy worker's file: since when, why it is to end or ended, until when the family is followed, and why it is asked for. */
export function FileCard({ of }: { of: AidApplicationFactsFragment }) {
  const { t } = useTranslation('applications');
  const label = useEnumLabel();
  const noticeItems = useNoticeItems();
  const day = (key: 'filedOn' | 'endedOn' | 'followedUntil') => (of[key] ? [{ key, label: t(`field.${key}`), children: formatDate(of[key]) }] : []);
  const items = [
    ...noticeItems(of),
    ...day('filedOn'),
    ...(of.ending ? [{ key: 'ending', label: t('field.ending'), children: label('NeedyFileEnding', of.ending) }] : []),
    ...day('endedOn'),
    ...day('followedUntil'),
    ...(of.payee ? [{ key: 'reason', label: t('field.reason'), span: 'filled' as const, children: <span style={{ whiteSpace: 'pre-wrap' }}>{of.payee.reason}</span> }] : []),
  ];
  if (items.length === 0) return null;
  return (
    <Card size="small" title={t('file')}>
      <Descriptions size="small" column={factColumns} items={items} />
    </Card>
  );
}
