import { Flex, Form, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { useSession } from '@/app/session/SessionContext';
import { ApproveAidApplicationsDocument, BudgetLeftDocument, FundAccountsDocument, type AidApplicationRowFragment } from '@/gql/graphql';
import { useAboveZero } from '@/pages/funds/fields';
import { fundContext } from '@/pages/funds/fundContext';
import { Money, thisYear, YearSelect } from '@/pages/funds/FundParts';
import { useFundChoices } from '@/pages/funds/useFundChoices';
import { FormModal } from '@/shared/FormModal';
import { formatMoney } from '@/shared/format';
import { isNegative, isZero, less, sumOf, amountOf } from '@/shared/money';
import { MoneyInput } from '@/shared/MoneyInput';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { nameOf } from './ApplicationParts';
import { byKind, lacking, type Grant, type Held } from './grant';

interface Values {
  fundId: string;
  year: number;
  lines: { granted: string | null }[];
}

/** Approves applications whose notice has hung: out of which fund, how much for each. */
export function ApproveModal(props: { rows: readonly AidApplicationRowFragment[]; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('applications');
  const { viewer } = useSession();
  const { chosen } = useRules();
  const aboveZero = useAboveZero();
  const { rows } = props;
  const [form] = Form.useForm<Values>();
  const year = Form.useWatch<number | undefined>('year', form) ?? thisYear();
  const lines = Form.useWatch<Values['lines'] | undefined>('lines', form);
  const fundId = Form.useWatch<string | undefined>('fundId', form);
  const kinds = [...new Set(rows.map((row) => row.kind))];
  const funds = useFundChoices(viewer.union.id, year).filter((one) => one.programmes.length === 0 || kinds.every((kind) => one.programmes.includes(kind)));
  const state = useSubmit(ApproveAidApplicationsDocument, { payload: (data) => data.approveAidApplications, form, onDone: props.onDone, success: t('act.APPROVE.done') });
  const grants = rows.map((row, n): Grant => ({ kind: row.kind, amount: lines?.[n]?.granted ?? row.asked }));
  return (
    <FormModal<Values>
      open
      onClose={props.onClose}
      width={640}
      title={t('act.APPROVE.button')}
      lead={t('act.APPROVE.what')}
      okText={t('act.APPROVE.button')}
      form={form}
      state={state}
      initialValues={{ year, lines: rows.map((row) => ({ granted: row.asked })) }}
      onFinish={(values) =>
        void state.submit({
          fundId: values.fundId,
          year: values.year,
          lines: rows.map((row, n) => ({ id: row.id, version: row.version, granted: values.lines[n]?.granted ?? '0.00' })),
        })
      }
    >
      <Flex gap="middle" wrap>
        <Form.Item name="year" label={t('approve.year')} rules={chosen(t('approve.year'))} style={{ flex: '0 1 112px', minWidth: 100 }}>
          <YearSelect most={3} onChange={() => form.setFieldsValue({ fundId: undefined })} />
        </Form.Item>
        <Form.Item name="fundId" label={t('approve.fund')} rules={chosen(t('approve.fund'))} style={{ flex: '1 1 240px', minWidth: 0 }}>
          <Select options={funds.map((one) => ({ value: one.id, label: one.name }))} notFoundContent={t('approve.noFund', { year })} />
        </Form.Item>
      </Flex>
      <Flex component="ul" vertical gap={4} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {rows.map((row, n) => (
          <Flex component="li" key={row.id} gap="small" align="baseline" wrap style={{ borderBottom: '1px solid rgba(0, 0, 0, 0.06)', paddingBlock: 4 }}>
            <Flex vertical style={{ flex: '1 1 180px', minWidth: 0 }}>
              <span>{nameOf(row)}</span>
              <Typography.Text type="secondary">
                {[row.programme?.name, row.union?.shortName, t('approve.asked', { amount: formatMoney(row.asked) })].filter(Boolean).join(' · ')}
              </Typography.Text>
            </Flex>
            <Form.Item name={['lines', n, 'granted']} rules={[aboveZero()]} style={{ margin: 0, flex: '0 1 200px', minWidth: 140 }}>
              <MoneyInput unit={t('yuan')} aria-label={t('approve.grantedOf', { name: nameOf(row) })} />
            </Form.Item>
          </Flex>
        ))}
      </Flex>
      <GrantSum grants={grants} fundId={fundId} year={year} />
    </FormModal>
  );
}

/** What the grants come to, against what the fund has and what the budget leaves. */
function GrantSum(props: { grants: readonly Grant[]; fundId: string | undefined; year: number }) {
  const { t } = useTranslation('applications');
  const label = useEnumLabel();
  const { viewer } = useSession();
  const { grants, fundId, year } = props;
  const unionId = viewer.union.id;
  const [accounts] = useQuery({ query: FundAccountsDocument, variables: { year, unionId, fundId }, pause: !fundId, context: fundContext });
  const [budgets] = useQuery({ query: BudgetLeftDocument, variables: { unionId, year }, context: fundContext });
  const held = accounts.data?.fundAccounts.nodes
    .filter((one) => one.kind === 'AVAILABLE' && one.year === year && one.fund?.id === fundId)
    .map((one): Held => ({ programme: one.programme, amount: one.balance }));
  const sums = byKind(grants);
  const lack = held && lacking(grants, held);
  const usable = held?.filter((one) => one.programme === null || sums.has(one.programme));
  const flows = budgets.data?.union?.fundStatement?.byProgramme;
  const left = [...sums].map(([kind, sum]) => {
    const found = flows?.find((one) => one.programme === kind)?.flows;
    const free = less(found?.budget ?? '0.00', found?.budgetUsed);
    return { kind, free, over: isNegative(less(free, amountOf(sum))) };
  });
  return (
    <Flex component="output" vertical gap={2} style={{ display: 'flex', marginTop: 12, textAlign: 'end' }}>
      <span>
        {t('approve.sum')} <Money amount={sumOf(grants.map((one) => one.amount))} strong />
      </span>
      {fundId && usable && lack && (
        <Typography.Text type={isZero(lack) ? 'secondary' : 'danger'}>
          {t('approve.available', { amount: formatMoney(sumOf(usable.map((one) => one.amount))) })}
          {!isZero(lack) && ` · ${t('approve.lacking', { amount: formatMoney(lack) })}`}
        </Typography.Text>
      )}
      {flows &&
        left.map((one) => (
          <Typography.Text key={one.kind} type={one.over ? 'danger' : 'secondary'}>
            {t('approve.budgetLeft', { programme: label('ProgrammeKind', one.kind), amount: formatMoney(one.free) })}
          </Typography.Text>
        ))}
    </Flex>
  );
}
