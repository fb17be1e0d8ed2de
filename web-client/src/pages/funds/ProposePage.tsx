import { Alert, Breadcrumb, Button, Card, Flex, Form, Input, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { useHoldUpdates } from '@/app/live/LiveUpdates';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { PickedUnionDocument, ProposeAllocationsDocument, UnionsToFundDocument, type ProgrammeKind } from '@/gql/graphql';
import { blanksToNull } from '@/shared/blanks';
import { DateInput } from '@/shared/DateInput';
import { today } from '@/shared/day';
import { EmptyHint } from '@/shared/EmptyHint';
import { FilterField } from '@/shared/FilterBar';
import { LoadProblem } from '@/shared/LoadProblem';
import { MoneyInput } from '@/shared/MoneyInput';
import { Page } from '@/shared/Page';
import { SubmitProblems } from '@/shared/SubmitProblems';
import { UnionPicker } from '@/shared/UnionPicker';
import { useLeaveWarning } from '@/shared/useLeaveWarning';
import { usePhone } from '@/shared/usePhone';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { PurposeField } from './fields';
import { thisYear, useProgrammeOptions, YearSelect } from './FundParts';
import { atUnions, linesOf, type Amounts } from './proposal';
import { ProposalSum } from './ProposalSum';
import { useAvailable } from './useAvailable';
import { useFundChoices } from './useFundChoices';

interface Values {
  fundId: string;
  year: number;
  programme?: ProgrammeKind;
  documentNumber?: string | null;
  purpose: string;
  spendBy?: string | null;
  amounts?: Amounts;
}

interface Below {
  id: string;
  name: string;
}

const ended: readonly string[] = ['MERGED', 'DISSOLVED'];

/** The unions directly below that still exist, a hundred at a time. */
function useUnionsBelow(id: string) {
  const [place, setPlace] = useState<{ after: string | null; before: Below[] }>({ after: null, before: [] });
  const [{ data, error }, retry] = useQuery({ query: UnionsToFundDocument, variables: { id, after: place.after } });
  const children = data?.union?.children;
  const unions = children && [...place.before, ...children.nodes.filter((one) => !ended.includes(one.state))];
  const end = children?.pageInfo.hasNextPage ? children.pageInfo.endCursor : null;
  return { unions, error, retry, more: end ? () => setPlace({ after: end, before: unions ?? [] }) : null };
}

/** Proposes amounts for many unions below at once, out of one fund. */
export default function ProposePage() {
  const { t } = useTranslation('funds');
  const { viewer } = useSession();
  const { unions, error, retry, more } = useUnionsBelow(viewer.union.id);
  return (
    <Page
      title={t('propose.title')}
      lead={t('propose.lead')}
      above={<Breadcrumb items={[{ title: <Link to={paths.fundAllocations}>{t('allocation.title')}</Link> }, { title: t('propose.title') }]} />}
    >
      {error && !unions && <LoadProblem error={error} retry={() => retry()} />}
      {!unions && !error && <Skeleton active />}
      {unions?.length === 0 && <EmptyHint text={t('propose.noUnions')} />}
      {unions && unions.length > 0 && <ProposeForm unions={unions} more={more} />}
    </Page>
  );
}

function ProposeForm({ unions, more }: { unions: readonly Below[]; more: (() => void) | null }) {
  const { t } = useTranslation('funds');
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const { viewer } = useSession();
  const phone = usePhone();
  const leave = useLeaveWarning();
  const { chosen } = useRules();
  useHoldUpdates(true);
  const [form] = Form.useForm<Values>();
  const year = Form.useWatch<number | undefined>('year', form) ?? thisYear();
  const fundId = Form.useWatch<string | undefined>('fundId', form);
  const programme = Form.useWatch<ProgrammeKind | undefined>('programme', form);
  const funds = useFundChoices(viewer.union.id, year);
  const programmes = useProgrammeOptions(funds.find((one) => one.id === fundId)?.programmes);
  const available = useAvailable(fundId, year, programme);
  const [none, setNone] = useState(false);
  const [further, setFurther] = useState<string[]>([]);
  const state = useSubmit(ProposeAllocationsDocument, {
    payload: (data) => ({ ...data.proposeAllocations, errors: atUnions(data.proposeAllocations.errors, linesOf(form.getFieldValue('amounts') as Amounts)) }),
    form,
    success: t('propose.done'),
    onDone: () => {
      leave.settled();
      void navigate(`${paths.fundAllocations}?view=out`);
    },
  });
  const save = (values: Values) => {
    const { amounts, programme: wanted, ...rest } = values;
    const lines = linesOf(amounts);
    setNone(lines.length === 0);
    if (lines.length > 0) void state.submit({ ...blanksToNull(rest), programme: wanted ?? null, lines });
  };
  return (
    <>
      <SubmitProblems of={state} />
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ year }}
        onValuesChange={(changed: Partial<Values>) => {
          leave.changed();
          setNone(false);
          if (changed.year) form.setFieldsValue({ fundId: undefined, programme: undefined });
          else if (changed.fundId) form.setFieldsValue({ programme: undefined });
        }}
        onFinish={save}
        style={{ maxWidth: 860 }}
      >
        <Flex vertical gap="middle">
          <Card size="small" title={t('propose.facts')}>
            <Flex gap="middle" wrap>
              <Form.Item name="year" label={t('year')} rules={chosen(t('year'))} style={{ flex: '0 1 112px', minWidth: 100 }}>
                <YearSelect most={3} />
              </Form.Item>
              <Form.Item name="fundId" label={t('fund')} rules={chosen(t('fund'))} style={{ flex: '1 1 240px', minWidth: 0 }}>
                <Select
                  options={funds.map((one) => ({ value: one.id, label: one.name }))}
                  notFoundContent={t('propose.fundNone', { year })}
                  placeholder={common('actions.select')}
                />
              </Form.Item>
              <Form.Item name="programme" label={t('programme')} extra={t('propose.programmeHint')} style={{ flex: '1 1 200px', minWidth: 0 }}>
                <Select allowClear options={programmes} placeholder={t('any')} />
              </Form.Item>
            </Flex>
            <PurposeField />
            <Flex gap="middle" wrap>
              <Form.Item name="documentNumber" label={t('documentNumber')} style={{ flex: '1 1 200px' }}>
                <Input maxLength={60} />
              </Form.Item>
              <Form.Item name="spendBy" label={t('allocation.spendBy')} style={{ flex: '1 1 200px' }}>
                <DateInput min={today()} />
              </Form.Item>
            </Flex>
          </Card>
          <Card size="small" title={t('propose.lines')}>
            <Flex component="ul" vertical gap={4} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
              {unions.map((union) => (
                <AmountRow key={union.id} id={union.id} name={union.name} />
              ))}
              {further.map((id) => (
                <FurtherRow key={id} id={id} />
              ))}
            </Flex>
            {more && (
              <Button onClick={more} style={{ marginTop: 8 }}>
                {common('list.loadMore')}
              </Button>
            )}
            <FilterField label={t('propose.add')} width={320}>
              {(id) => (
                <UnionPicker
                  key={further.length}
                  id={id}
                  except={viewer.union.id}
                  onChange={(one) => {
                    if (one && !further.includes(one) && !unions.some((other) => other.id === one)) setFurther([...further, one]);
                  }}
                />
              )}
            </FilterField>
            <ProposalSum available={available.sum} marked={available.marked} />
            {none && <Alert type="error" showIcon role="alert" title={t('propose.noLines')} style={{ marginTop: 8 }} />}
          </Card>
          <Flex gap="small" justify="end" vertical={phone}>
            <Button type="primary" htmlType="submit" size="large" block={phone} loading={state.pending}>
              {t('propose.ok')}
            </Button>
            <Button size="large" block={phone} onClick={() => void navigate(paths.fundAllocations)}>
              {common('actions.cancel')}
            </Button>
          </Flex>
        </Flex>
      </Form>
    </>
  );
}

function AmountRow(props: { id: string; name: string }) {
  const { t } = useTranslation('funds');
  const phone = usePhone();
  return (
    <Flex component="li" gap="small" align="center" wrap={phone} style={{ borderBottom: '1px solid rgba(0, 0, 0, 0.06)', paddingBlock: 4 }}>
      <span style={{ flex: phone ? '1 1 100%' : 1 }}>{props.name}</span>
      <Form.Item name={['amounts', props.id]} style={{ margin: 0, width: phone ? '100%' : 280 }}>
        <MoneyInput unit={t('yuan')} aria-label={t('propose.lineOf', { union: props.name })} />
      </Form.Item>
    </Flex>
  );
}

/** A union that was chosen by name, further below. */
function FurtherRow(props: { id: string }) {
  const { t } = useTranslation();
  const [{ data }] = useQuery({ query: PickedUnionDocument, variables: { id: props.id } });
  return <AmountRow id={props.id} name={data?.union?.name ?? t('app.loading')} />;
}
