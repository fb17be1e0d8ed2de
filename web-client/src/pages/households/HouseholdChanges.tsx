import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { HouseholdChangesDocument } from '@/gql/graphql';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatDateTime } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { MoreButton, MorePages, type OnMore } from '@/shared/MorePages';
import { Rows } from '@/shared/Rows';
import { fieldKey, valueText } from './changeText';

/** Who changed what of a household. */
export function HouseholdChanges(props: { id: string }) {
  return <MorePages part={(after, onMore) => <ChangesPart id={props.id} after={after} onMore={onMore} />} />;
}

function ChangesPart(props: { id: string; after: string | null; onMore: OnMore }) {
  const { t } = useTranslation('households');
  const [{ data, fetching, error }, retry] = useQuery({
    query: HouseholdChangesDocument,
    variables: { id: props.id, after: props.after },
  });
  const changes = data?.household?.changes;
  if (error && !changes) return <LoadProblem error={error} retry={() => retry()} />;
  return (
    <>
      <Rows
        label={t('page.tabs.changes')}
        rows={changes?.nodes}
        loading={fetching}
        rowKey={(row) => `${row.at}-${row.by?.id}-${row.fields.map((one) => one.field).join()}`}
        empty={<EmptyHint text={t('page.empty.changes')} />}
        columns={[
          { key: 'at', title: t('changes.at'), render: (row) => formatDateTime(row.at), width: 160 },
          { key: 'by', title: t('changes.by'), render: (row) => row.by?.name ?? t('changes.system'), width: 120 },
          {
            key: 'fields',
            title: t('changes.fields'),
            render: (row) => (
              <Flex vertical gap={2} style={{ whiteSpace: 'normal' }}>
                {row.fields.map((one) => (
                  <FieldChange key={`${one.field} ${one.before}`} {...one} />
                ))}
              </Flex>
            ),
          },
        ]}
      />
      <MoreButton pageInfo={changes?.pageInfo} onMore={props.onMore} />
    </>
  );
}

function FieldChange(props: { field: string; before: string | null; after: string | null }) {
  const { t, i18n } = useTranslation('households');
  const label = useEnumLabel();
  const key = fieldKey(props.field);
  const name = ([`field.${key}`, `member.${key}`] as const).find((one) => i18n.exists(`households:${one}`));
  const text = (value: string | null) => (value ? valueText(props.field, value, label) : t('changes.blank'));
  return (
    <span>
      {name ? t(name as 'field.address') : props.field}
      <Typography.Text type="secondary"> {t('changes.from')} </Typography.Text>
      {text(props.before)}
      <Typography.Text type="secondary"> {t('changes.to')} </Typography.Text>
      {text(props.after)}
    </span>
  );
}
