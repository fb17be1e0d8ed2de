import { App, Button, Flex, Tag, Typography } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import type { MeasureFactsFragment } from '@/gql/graphql';
import { HouseholdLink } from '@/pages/households/HouseholdParts';
import { Gallery } from '@/shared/attachments/Gallery';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatDate, useDueText } from '@/shared/format';
import { Rows, type RowColumn } from '@/shared/Rows';
import { CompleteMeasureModal, DropMeasureModal } from './MeasureModals';

/** How a promise stands: due when, kept by what proof, dropped why. */
export function MeasureStateText(props: { measure: Pick<MeasureFactsFragment, 'state' | 'overdue' | 'dueOn' | 'proof' | 'doneOn' | 'dropReason'> }) {
  const { t } = useTranslation('visits');
  const label = useEnumLabel();
  const due = useDueText();
  const { measure } = props;
  if (measure.state === 'OPEN') return <Tag color={measure.overdue ? 'error' : 'processing'}>{due(measure.dueOn)}</Tag>;
  if (measure.state === 'DROPPED') return <span>{t('measure.droppedBy', { reason: measure.dropReason })}</span>;
  return <span>{t('measure.doneBy', { date: formatDate(measure.doneOn), proof: label('MeasureProof', measure.proof) })}</span>;
}

/** Promises as rows, with the acts that close them. */
export function MeasureRows(props: {
  label: string;
  rows: readonly MeasureFactsFragment[] | undefined;
  loading?: boolean;
  /** Left out on the page of the household itself. */
  withHousehold?: boolean;
  empty?: ReactNode;
}) {
  const { t } = useTranslation('visits');
  const { can, manages } = useSession();
  const { t: attached } = useTranslation('attachments');
  const { modal } = App.useApp();
  const label = useEnumLabel();
  const [act, setAct] = useState<{ kind: 'complete' | 'drop'; measure: MeasureFactsFragment } | null>(null);
  const close = () => setAct(null);

  const showCode = (measure: MeasureFactsFragment) =>
    modal.info({
      title: t('measure.codeTitle'),
      content: (
        <Flex vertical gap="small">
          <Typography.Text strong copyable style={{ fontSize: 24 }}>
            {measure.familyCode}
          </Typography.Text>
          <span>{t('measure.codeWhat')}</span>
        </Flex>
      ),
    });

  const columns: RowColumn<MeasureFactsFragment>[] = [
    {
      key: 'text',
      title: t('measure.text'),
      render: (row) => (
        <Flex vertical gap={4} style={{ maxWidth: props.withHousehold ? 360 : 220, whiteSpace: 'normal' }}>
          <span>{row.text}</span>
          {row.attachments.length > 0 && <Gallery label={`${attached('proof.label')}：${row.text}`} attachments={row.attachments} />}
        </Flex>
      ),
    },
    ...(props.withHousehold
      ? [
          { key: 'household', title: t('measure.household'), render: (row: MeasureFactsFragment) => <HouseholdLink household={row.household} /> },
          { key: 'need', title: t('measure.need'), render: (row: MeasureFactsFragment) => label('Need', row.need), deskOnly: true },
        ]
      : []),
    { key: 'cadre', title: t('measure.cadre'), render: (row) => row.cadre && <Link to={paths.staffMember(row.cadre.id)}>{row.cadre.name}</Link> },
    { key: 'due', title: t('measure.dueOn'), render: (row) => formatDate(row.dueOn) },
    { key: 'state', title: t('measure.state'), render: (row) => <MeasureStateText measure={row} /> },
  ];
  const mayAct = (row: MeasureFactsFragment) => row.state === 'OPEN' && can('VISIT_RECORD') && manages(row.household.union.id);
  return (
    <>
      <Rows
        label={props.label}
        rows={props.rows}
        loading={props.loading}
        rowKey={(row) => row.id}
        columns={columns}
        empty={props.empty ?? <EmptyHint text={t('measure.empty')} />}
        actions={(row) =>
          mayAct(row) && (
            <>
              {row.familyCode && (
                <Button size="small" onClick={() => showCode(row)}>
                  {t('measure.showCode')}
                </Button>
              )}
              <Button size="small" onClick={() => setAct({ kind: 'drop', measure: row })}>
                {t('measure.drop')}
              </Button>
              <Button size="small" type="primary" ghost onClick={() => setAct({ kind: 'complete', measure: row })}>
                {t('measure.complete')}
              </Button>
            </>
          )
        }
      />
      {act && <CompleteMeasureModal open={act.kind === 'complete'} measure={act.measure} onClose={close} />}
      {act && <DropMeasureModal open={act.kind === 'drop'} measure={act.measure} onClose={close} />}
    </>
  );
}
