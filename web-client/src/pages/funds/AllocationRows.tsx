import { Button, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import type { AllocationFactsFragment, AllocationStep } from '@/gql/graphql';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatDate, formatMoney } from '@/shared/format';
import { Rows } from '@/shared/Rows';
import { AllocationStateTag, Money, useProgrammeText } from './FundParts';
import { StepModal, undoes } from './StepModal';

type Row = AllocationFactsFragment;

/** Allocations and returns; the buttons are the steps that the server lets the reader take. */
export function AllocationRows(props: { label: string; rows: readonly Row[] | undefined; loading: boolean; empty: string }) {
  const { t } = useTranslation('funds');
  const label = useEnumLabel();
  const programmeText = useProgrammeText();
  const [act, setAct] = useState<{ row: Row; step: AllocationStep } | null>(null);
  return (
    <>
      <Rows
        label={props.label}
        rows={props.rows}
        loading={props.loading}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={props.empty} />}
        columns={[
          {
            key: 'purpose',
            title: t('purpose'),
            render: (row) => (
              <Flex vertical style={{ maxWidth: 320, whiteSpace: 'normal' }}>
                <Link to={paths.fundAllocation(row.id)}>{row.purpose}</Link>
                <Typography.Text type="secondary" style={{ fontWeight: 'normal' }}>
                  {[row.fund?.name, programmeText(row.programme)].filter(Boolean).join(' · ')}
                </Typography.Text>
              </Flex>
            ),
          },
          { key: 'from', title: t('allocation.from'), render: (row) => row.from?.shortName ?? t('hidden') },
          { key: 'to', title: t('allocation.to'), render: (row) => row.to?.shortName ?? t('hidden') },
          { key: 'amount', title: t('amount'), align: 'right', render: (row) => <Money amount={row.amount} strong /> },
          { key: 'state', title: t('allocation.state'), render: (row) => <AllocationStateTag state={row.state} /> },
          { key: 'at', title: t('allocation.proposedAt'), render: (row) => formatDate(row.proposedAt), deskOnly: true },
        ]}
        actions={(row) =>
          row.steps.map((step) => (
            <Button
              key={step}
              size="small"
              type={undoes.includes(step) ? 'default' : 'primary'}
              onClick={() => setAct({ row, step })}
              aria-label={`${label('AllocationStep', step)}：${row.purpose} ${row.to?.shortName ?? ''} ${formatMoney(row.amount)}`}
            >
              {label('AllocationStep', step)}
            </Button>
          ))
        }
      />
      {act && <StepModal allocation={act.row} step={act.step} onClose={() => setAct(null)} />}
    </>
  );
}
