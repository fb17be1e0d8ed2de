import { Button, Card, Flex, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useSession } from '@/app/session/SessionContext';
import { AcceptHandOverDocument, HandOversDocument, RefuseHandOverDocument, type HandOverFactsFragment } from '@/gql/graphql';
import { HouseholdLink } from '@/pages/households/HouseholdParts';
import { ExportButton } from '@/shared/ExportButton';
import { blanksToNull } from '@/shared/blanks';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatDateTime } from '@/shared/format';
import { FormModal } from '@/shared/FormModal';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { Rows } from '@/shared/Rows';
import { useCursor } from '@/shared/useCursor';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';

const context = { additionalTypenames: ['HandOver', 'Pairing'] };

type Act = { kind: 'accept' | 'refuse'; handOver: HandOverFactsFragment };

/** Hand-overs that wait for an answer: those for me to answer, those that I proposed. */
export default function HandOversPage() {
  const { t } = useTranslation('pairing');
  const { t: common } = useTranslation();
  const { viewer } = useSession();
  const { after } = useCursor();
  const [act, setAct] = useState<Act | null>(null);
  const [{ data, fetching, error }, retry] = useQuery({ query: HandOversDocument, variables: { after }, context });
  const all = data?.handOvers.nodes.filter((one) => one.state === 'PROPOSED');
  const me = viewer.post.id;
  const others = all?.filter((one) => one.to?.id !== me && one.from?.id !== me) ?? [];
  return (
    <Page
      title={common('nav.handOvers')}
      lead={t('handOvers.lead')}
      actions={<ExportButton tables={[{ list: { handOvers: 'ALL' }, names: 'always' }]} />}
    >
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <HandOverCard
        title={t('handOvers.received')}
        rows={all?.filter((one) => one.to?.id === me)}
        loading={fetching}
        empty={t('handOvers.emptyReceived')}
        onAct={setAct}
      />
      <HandOverCard
        title={t('handOvers.offered')}
        rows={all?.filter((one) => one.from?.id === me)}
        loading={fetching}
        empty={t('handOvers.emptyOffered')}
      />
      {others.length > 0 && <HandOverCard title={t('handOvers.others')} rows={others} loading={fetching} empty="" />}
      <CursorPager pageInfo={data?.handOvers.pageInfo} disabled={fetching} />
      {act && <AnswerModal act={act} onClose={() => setAct(null)} />}
    </Page>
  );
}

function HandOverCard(props: {
  title: string;
  rows: HandOverFactsFragment[] | undefined;
  loading: boolean;
  empty: string;
  onAct?: (act: Act) => void;
}) {
  const { t } = useTranslation('pairing');
  const { onAct } = props;
  return (
    <Card size="small" title={props.title}>
      <Rows
        label={props.title}
        rows={props.rows}
        loading={props.loading}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={props.empty} />}
        columns={[
          { key: 'household', title: t('handOvers.household'), render: (row) => <HouseholdLink household={row.pairing.household} /> },
          { key: 'from', title: t('handOvers.from'), render: (row) => row.from?.name },
          { key: 'to', title: t('handOvers.to'), render: (row) => row.to?.name },
          {
            key: 'note',
            title: t('handOvers.note'),
            render: (row) => <span style={{ display: 'inline-block', maxWidth: 420, whiteSpace: 'normal' }}>{row.note}</span>,
          },
          { key: 'at', title: t('handOvers.proposedAt'), render: (row) => formatDateTime(row.proposedAt) },
        ]}
        actions={
          onAct &&
          ((row) => (
            <Flex gap="small">
              <Button onClick={() => onAct({ kind: 'refuse', handOver: row })}>{t('handOvers.refuse')}</Button>
              <Button type="primary" onClick={() => onAct({ kind: 'accept', handOver: row })}>
                {t('handOvers.accept')}
              </Button>
            </Flex>
          ))
        }
      />
    </Card>
  );
}

function AnswerModal(props: { act: Act; onClose: () => void }) {
  const { t } = useTranslation('pairing');
  const { written } = useRules();
  const { kind, handOver } = props.act;
  const [form] = Form.useForm<{ answer?: string }>();
  const accept = useSubmit(AcceptHandOverDocument, {
    payload: (data) => data.acceptHandOver,
    form,
    row: (payload) => payload.handOver,
    rowToForm: () => ({}),
    success: t('handOvers.accepted'),
    onDone: props.onClose,
  });
  const refuse = useSubmit(RefuseHandOverDocument, {
    payload: (data) => data.refuseHandOver,
    form,
    row: (payload) => payload.handOver,
    rowToForm: () => ({}),
    success: t('handOvers.refused'),
    onDone: props.onClose,
  });
  const accepting = kind === 'accept';
  const state = accepting ? accept : refuse;
  const household = handOver.pairing.household.headName;
  const from = handOver.from?.name ?? '—';
  return (
    <FormModal
      open
      onClose={props.onClose}
      title={accepting ? t('handOvers.acceptTitle', { household }) : t('handOvers.refuseTitle', { household })}
      lead={accepting ? t('handOvers.acceptWhat', { from }) : t('handOvers.refuseWhat', { from })}
      okText={accepting ? t('handOvers.accept') : t('handOvers.refuse')}
      form={form}
      state={state}
      onFinish={(values) => void state.submit(blanksToNull({ ...values, id: handOver.id, version: handOver.version }))}
    >
      <Form.Item name="answer" label={t('handOvers.answer')} rules={accepting ? [] : written(t('handOvers.answer'))}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}
