import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import type { AidComplaintStage, ComplaintRowFragment } from '@/gql/graphql';
import { nameOf } from '@/pages/applications/ApplicationParts';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatDate } from '@/shared/format';
import { Rows, type RowColumn } from '@/shared/Rows';

const colours: Record<AidComplaintStage, string> = { FILED: 'warning', ACCEPTED: 'processing', ANSWERED: 'success', CLOSED: 'default' };

export function ComplaintStageTag(props: { stage: AidComplaintStage }) {
  const label = useEnumLabel();
  return <Tag color={colours[props.stage]}>{label('AidComplaintStage', props.stage)}</Tag>;
}

/** Objections and complaints; each opens to its page. */
export function ComplaintRows(props: {
  label: string;
  rows: readonly ComplaintRowFragment[] | undefined;
  loading: boolean;
  empty: string;
  /** All are about one application, so nothing is said of it. */
  ofApplication?: boolean;
}) {
  const { t } = useTranslation('complaints');
  const { t: common } = useTranslation();
  const label = useEnumLabel();
  const about: RowColumn<ComplaintRowFragment>[] = props.ofApplication
    ? []
    : [
        {
          key: 'application',
          title: t('field.application'),
          render: (row) => row.application && <Link to={paths.aidApplication(row.application.id)}>{`${nameOf(row.application)} ${row.application.programme?.name ?? ''}`}</Link>,
        },
      ];
  return (
    <Rows
      label={props.label}
      rows={props.rows}
      loading={props.loading}
      rowKey={(row) => row.id}
      empty={<EmptyHint text={props.empty} />}
      columns={[
        { key: 'number', title: t('field.number'), render: (row) => <Link to={paths.aidComplaint(row.id)}>{row.number}</Link> },
        { key: 'kind', title: t('field.kind'), render: (row) => label('AidComplaintKind', row.kind) },
        ...about,
        { key: 'text', title: t('field.text'), render: (row) => <span style={{ display: 'inline-block', maxWidth: 320, whiteSpace: 'normal' }}>{row.text}</span>, deskOnly: true },
        { key: 'filedAt', title: t('field.filedAt'), render: (row) => formatDate(row.filedAt) },
        { key: 'union', title: t('field.union'), render: (row) => row.union?.shortName ?? t('above') },
        { key: 'stage', title: common('list.state'), render: (row) => <ComplaintStageTag stage={row.stage} /> },
      ]}
    />
  );
}
