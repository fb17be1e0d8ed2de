import { Alert, Button, Card, Descriptions, Flex, Form, Input, Skeleton, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useSession } from '@/app/session/SessionContext';
import { CloseFundYearDocument, FundDuesDocument, SetFundDuesDocument, type DuesFactsFragment } from '@/gql/graphql';
import { blanksToNull } from '@/shared/blanks';
import { EmptyHint } from '@/shared/EmptyHint';
import { FilterBar, FilterField } from '@/shared/FilterBar';
import { FormModal } from '@/shared/FormModal';
import { LoadProblem } from '@/shared/LoadProblem';
import { less } from '@/shared/money';
import { MoneyInput } from '@/shared/MoneyInput';
import { Page } from '@/shared/Page';
import { UnionPicker } from '@/shared/UnionPicker';
import { useSubmit } from '@/shared/useSubmit';
import { useUrlFilters } from '@/shared/useUrlFilters';
import { useAboveZero } from './fields';
import { fundContext } from './fundContext';
import { Money, thisYear, YearSelect, yearOf } from './FundParts';

/** The share of dues that is set apart, and the closing of years. */
export default function DuesPage() {
  const { t } = useTranslation('funds');
  const { t: common } = useTranslation();
  const { viewer, can } = useSession();
  const of = useUrlFilters(['union', 'year']);
  const unionId = of.filters.union ?? viewer.union.id;
  const year = yearOf(of.filters.year);
  const own = unionId === viewer.union.id;
  const [{ data, error, fetching }, retry] = useQuery({ query: FundDuesDocument, variables: { unionId, year }, context: fundContext });
  return (
    <Page title={t('dues.title')} lead={t('dues.lead')}>
      <FilterBar active={of.active} folded={false} clear={of.clear}>
        <FilterField label={common('list.labelUnion')} width={260}>
          {(id) => <UnionPicker id={id} value={unionId} onChange={(union) => of.setFilters({ union })} />}
        </FilterField>
        <FilterField label={t('year')} width={112}>
          {(id) => <YearSelect id={id} value={year} onChange={(one) => of.setFilters({ year: String(one) })} />}
        </FilterField>
      </FilterBar>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      {!data && fetching && <Skeleton active />}
      {data && (
        <>
          <DuesCard year={year} dues={data.fundDues} editable={own && can('FUND_MANAGE') && year >= thisYear() - 1} />
          <ClosingCard year={year} closed={data.closedFundYears} closable={own && can('FUND_APPROVE')} />
        </>
      )}
    </Page>
  );
}

function DuesCard({ year, dues, editable }: { year: number; dues: DuesFactsFragment | null; editable: boolean }) {
  const { t } = useTranslation('funds');
  const { t: common } = useTranslation();
  const [open, setOpen] = useState(false);
  const button = editable && (
    <Button type={dues ? 'default' : 'primary'} onClick={() => setOpen(true)}>
      {t(dues ? 'dues.edit' : 'dues.set')}
    </Button>
  );
  return (
    <Card size="small" title={t('dues.card', { year })} extra={dues && button}>
      {!dues && <EmptyHint text={t('dues.none', { year })}>{button}</EmptyHint>}
      {dues && (
        <Flex vertical gap="small">
          <Descriptions
            size="small"
            column={{ xs: 1, sm: 1, md: 2, xl: 3 }}
            items={[
              { key: 'base', label: t('dues.base'), children: <Money amount={dues.base} /> },
              { key: 'rate', label: t('dues.rate'), children: `${dues.ratePercent}%` },
              { key: 'document', label: t('documentNumber'), children: dues.documentNumber ?? common('none') },
              { key: 'due', label: t('dues.due'), children: <Money amount={dues.due} strong /> },
              { key: 'extracted', label: t('dues.extracted'), children: <Money amount={dues.extracted} /> },
              { key: 'left', label: t('dues.left'), children: <Money amount={less(dues.due, dues.extracted)} /> },
            ]}
          />
          <Typography.Text type="secondary">{t('dues.extractHint')}</Typography.Text>
        </Flex>
      )}
      <DuesModal year={year} dues={dues} open={open} onClose={() => setOpen(false)} />
    </Card>
  );
}

interface DuesValues {
  base: string;
  ratePercent: string;
  documentNumber?: string | null;
}

function DuesModal(props: { year: number; dues: DuesFactsFragment | null; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('funds');
  const aboveZero = useAboveZero();
  const { year, dues } = props;
  const [form] = Form.useForm<DuesValues>();
  const state = useSubmit(SetFundDuesDocument, { payload: (data) => data.setFundDues, form, row: (payload) => payload.dues, onDone: props.onClose });
  return (
    <FormModal<DuesValues>
      open={props.open}
      onClose={props.onClose}
      title={t('dues.card', { year })}
      lead={t('dues.what')}
      okText={t(dues ? 'dues.edit' : 'dues.set')}
      form={form}
      state={state}
      initialValues={dues ? { base: dues.base, ratePercent: dues.ratePercent, documentNumber: dues.documentNumber } : {}}
      onFinish={(values) => void state.submit({ ...blanksToNull(values), year, version: dues?.version ?? null })}
    >
      <Form.Item name="base" label={t('dues.base')} required rules={[aboveZero()]}>
        <MoneyInput unit={t('yuan')} />
      </Form.Item>
      <Form.Item name="ratePercent" label={t('dues.rate')} extra={t('dues.rateHint')} required rules={[{ required: true, pattern: /^\d{1,3}(\.\d{1,2})?$/, message: t('dues.rateNeeded') }]}>
        <Input inputMode="decimal" suffix="%" maxLength={6} />
      </Form.Item>
      <Form.Item name="documentNumber" label={t('documentNumber')}>
        <Input maxLength={60} />
      </Form.Item>
    </FormModal>
  );
}

function ClosingCard({ year, closed, closable }: { year: number; closed: readonly number[]; closable: boolean }) {
  const { t } = useTranslation('funds');
  const [open, setOpen] = useState(false);
  const isClosed = closed.includes(year);
  const over = year < thisYear();
  return (
    <Card
      size="small"
      title={t('close.card')}
      extra={
        closable &&
        over &&
        !isClosed && (
          <Button danger onClick={() => setOpen(true)}>
            {t('close.button', { year })}
          </Button>
        )
      }
    >
      <Flex vertical gap="small">
        <Alert type={isClosed ? 'success' : over ? 'warning' : 'info'} showIcon title={t(isClosed ? 'close.isClosed' : over ? 'close.open' : 'close.notOver', { year })} />
        <Flex gap="small" wrap align="center">
          <span>{t('close.closed')}</span>
          {closed.length === 0 ? <Typography.Text type="secondary">{t('close.none')}</Typography.Text> : closed.map((one) => <Tag key={one}>{one}</Tag>)}
        </Flex>
      </Flex>
      <CloseModal year={year} open={open} onClose={() => setOpen(false)} />
    </Card>
  );
}

/** Closing a year can't be undone: whoever does it types the year. */
function CloseModal(props: { year: number; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('funds');
  const { year } = props;
  const [form] = Form.useForm<{ typed: string }>();
  const state = useSubmit(CloseFundYearDocument, { payload: (data) => data.closeFundYear, onDone: props.onClose, success: t('close.done') });
  return (
    <FormModal<{ typed: string }>
      open={props.open}
      onClose={props.onClose}
      danger
      title={t('close.title', { year })}
      lead={t('close.what', { year, next: year + 1 })}
      okText={t('close.ok')}
      form={form}
      state={state}
      onFinish={() => void state.submit({ year })}
    >
      <Form.Item
        name="typed"
        label={t('close.type', { year })}
        rules={[{ required: true, validator: (_, typed: string | undefined) => (typed?.trim() === String(year) ? Promise.resolve() : Promise.reject(new Error(t('close.mistyped', { year })))) }]}
      >
        <Input inputMode="numeric" autoComplete="off" maxLength={4} />
      </Form.Item>
    </FormModal>
  );
}
