import { Alert, App, Flex, Modal, Table, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { PairHouseholdsDocument, PairingProposalDocument } from '@/gql/graphql';
import { TierTag } from '@/pages/households/HouseholdParts';
import { EmptyHint } from '@/shared/EmptyHint';
import { LoadProblem } from '@/shared/LoadProblem';
import { SubmitProblems } from '@/shared/SubmitProblems';
import { useSubmit } from '@/shared/useSubmit';
import { rowProblems } from './rowProblems';

/** The server's proposal to check; only what is ticked is written, all of it or nothing. */
export function ProposalModal(props: { unionId: string; onClose: () => void }) {
  const { t } = useTranslation('pairing');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const [{ data, fetching, error }, retry] = useQuery({
    query: PairingProposalDocument,
    variables: { unionId: props.unionId },
    requestPolicy: 'network-only',
  });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());
  const pairs = data?.pairingProposal ?? [];
  const taken = pairs.filter((one) => !left.has(one.household.id));
  const state = useSubmit(PairHouseholdsDocument, {
    payload: (answer) => {
      // What a row can show is shown there; the rest stays above the table.
      const { general, rows } = rowProblems(answer.pairHouseholds.errors, taken.map((one) => one.household.id));
      setProblems(rows);
      const above = rows.size > 0 ? [{ code: 'INVALID' as const, path: [], message: t('proposal.notWritten') }, ...general] : general;
      return { ...answer.pairHouseholds, errors: above };
    },
    success: false,
    onDone: () => {
      void message.success(t('proposal.done', { count: taken.length }));
      props.onClose();
    },
  });
  return (
    <Modal
      open
      width={960}
      title={t('proposal.title')}
      onCancel={props.onClose}
      cancelText={common('actions.cancel')}
      okText={t('proposal.take', { count: taken.length })}
      okButtonProps={{ disabled: taken.length === 0, loading: state.pending }}
      onOk={() =>
        void state.submit({ pairs: taken.map((one) => ({ householdId: one.household.id, cadreId: one.cadre.id })) })
      }
      mask={{ closable: false }}
    >
      <Flex vertical gap="middle">
        <span>{t('proposal.lead')}</span>
        {error && <LoadProblem error={error} retry={() => retry({ requestPolicy: 'network-only' })} />}
        <SubmitProblems of={state} />
        <Table
          aria-label={t('proposal.title')}
          size="small"
          loading={fetching}
          pagination={false}
          rowKey={(row) => row.household.id}
          dataSource={pairs}
          scroll={{ x: 'max-content', y: '50vh' }}
          locale={{ emptyText: fetching ? ' ' : <EmptyHint text={t('proposal.none')} /> }}
          rowSelection={{
            selectedRowKeys: taken.map((one) => one.household.id),
            onChange: (keys) => setLeft(new Set(pairs.map((one) => one.household.id).filter((id) => !keys.includes(id)))),
            getCheckboxProps: (row) => ({ 'aria-label': row.household.headName }) as object,
          }}
          columns={[
            {
              key: 'household',
              title: t('proposal.household'),
              render: (_, row) => (
                <Flex gap={6} align="center">
                  {row.household.headName}
                  <TierTag tier={row.household.tier} />
                </Flex>
              ),
            },
            {
              key: 'cadre',
              title: t('proposal.cadre'),
              render: (_, row) => (
                <Flex vertical>
                  <span>{row.cadre.name}</span>
                  <Typography.Text type="secondary">
                    {row.cadre.union.shortName} · {common('picker.households', { count: row.cadre.activePairingCount })}
                  </Typography.Text>
                </Flex>
              ),
            },
            {
              key: 'reason',
              title: t('proposal.reason'),
              render: (_, row) => {
                const problem = problems.get(row.household.id);
                return (
                  <Flex vertical gap={4} style={{ whiteSpace: 'normal' }}>
                    <span>{row.reason}</span>
                    {problem && <Alert type="error" showIcon title={problem} />}
                  </Flex>
                );
              },
            },
          ]}
        />
      </Flex>
    </Modal>
  );
}
