import { Button, DatePicker, Form, Tag } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { EndStewardshipDocument, StewardshipsDocument, type StewardshipFactsFragment } from '@/gql/graphql';
import { CursorPager } from '@/shared/CursorPager';
import { EmptyHint } from '@/shared/EmptyHint';
import { ExportButton } from '@/shared/ExportButton';
import { daysUntil, formatDate } from '@/shared/format';
import { FormModal } from '@/shared/FormModal';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { Rows } from '@/shared/Rows';
import { useCursor } from '@/shared/useCursor';
import { useSubmit } from '@/shared/useSubmit';
import { GrantStewardshipModal } from './GrantStewardshipModal';
import { today } from '@/shared/day';

const context = { additionalTypenames: ['Stewardship'] };

/** True while the grant holds or is to begin. */
function running(row: StewardshipFactsFragment): boolean {
  return !row.endsOn || daysUntil(row.endsOn) > 0;
}

/** Which superior does the work of which union (代管). */
export default function StewardshipsPage() {
  const { t } = useTranslation('unions');
  const { t: common } = useTranslation();
  const { after } = useCursor();
  const [granting, setGranting] = useState(false);
  const [ending, setEnding] = useState<StewardshipFactsFragment | null>(null);
  const [{ data, fetching, error }, retry] = useQuery({ query: StewardshipsDocument, variables: { after }, context });
  return (
    <Page
      title={common('nav.stewardships')}
      lead={t('stewardships.lead')}
      actions={
        <>
          <ExportButton tables={[{ list: { stewardships: 'ALL' } }]} />
          <Button type="primary" onClick={() => setGranting(true)}>
            {t('stewardships.grant')}
          </Button>
        </>
      }
    >
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <Rows
        label={common('nav.stewardships')}
        rows={data?.stewardships.nodes}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={t('stewardships.empty')} />}
        columns={[
          { key: 'union', title: t('stewardships.union'), render: (row) => <Link to={paths.union(row.union.id)}>{row.union.name}</Link> },
          { key: 'steward', title: t('stewardships.steward'), render: (row) => row.steward && <Link to={paths.union(row.steward.id)}>{row.steward.name}</Link> },
          { key: 'begins', title: t('stewardships.beginsOn'), render: (row) => formatDate(row.beginsOn) },
          { key: 'ends', title: t('stewardships.endsOn'), render: (row) => formatDate(row.endsOn) || t('stewardships.openEnd') },
          { key: 'reason', title: t('acts.reason'), render: (row) => row.reason },
          {
            key: 'state',
            title: t('state'),
            render: (row) => (
              <Tag color={running(row) ? 'success' : 'default'}>{running(row) ? t('stewardships.running') : t('stewardships.over')}</Tag>
            ),
          },
        ]}
        actions={(row) =>
          running(row) && (
            <Button size="small" danger onClick={() => setEnding(row)}>
              {t('stewardships.end')}
            </Button>
          )
        }
      />
      <CursorPager pageInfo={data?.stewardships.pageInfo} disabled={fetching} />
      <GrantStewardshipModal open={granting} onClose={() => setGranting(false)} />
      <EndModal row={ending} onClose={() => setEnding(null)} />
    </Page>
  );
}

function EndModal(props: { row: StewardshipFactsFragment | null; onClose: () => void }) {
  const { t } = useTranslation('unions');
  const [form] = Form.useForm<{ endsOn: Dayjs }>();
  const state = useSubmit(EndStewardshipDocument, {
    payload: (data) => data.endStewardship,
    form,
    row: (payload) => payload.stewardship,
    rowToForm: () => ({}),
    onDone: props.onClose,
  });
  const { row } = props;
  return (
    <FormModal
      open={row !== null}
      onClose={props.onClose}
      title={t('stewardships.end')}
      lead={row && t('stewardships.endWhat', { union: row.union.name, steward: row.steward?.name ?? '—' })}
      danger
      okText={t('stewardships.end')}
      form={form}
      state={state}
      initialValues={{ endsOn: dayjs(today()) }}
      onFinish={({ endsOn }) =>
        row && void state.submit({ id: row.id, version: row.version, endsOn: endsOn.format('YYYY-MM-DD') })
      }
    >
      <Form.Item name="endsOn" label={t('stewardships.endsOn')} rules={[{ required: true, message: t('stewardships.endsOnRequired') }]}>
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
    </FormModal>
  );
}
