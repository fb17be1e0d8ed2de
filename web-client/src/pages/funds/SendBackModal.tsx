import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { SendBackFundsDocument, UnionsAboveDocument, type FundFactsFragment, type ProgrammeKind } from '@/gql/graphql';
import { formatMoney } from '@/shared/format';
import { FormModal } from '@/shared/FormModal';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { AmountField, PurposeField } from './fields';
import { useProgrammeOptions, YearSelect } from './FundParts';
import { useAvailable } from './useAvailable';

interface Values {
  toUnionId: string;
  year: number;
  programme?: ProgrammeKind;
  amount: string;
  purpose: string;
}

/** Proposes to send money of a superior's fund back to where it came from. */
export function SendBackModal(props: { fund: FundFactsFragment; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('funds');
  const { viewer } = useSession();
  const navigate = useNavigate();
  const { chosen } = useRules();
  const { fund } = props;
  const [form] = Form.useForm<Values>();
  const programmes = useProgrammeOptions(fund.programmes);
  const [{ data }] = useQuery({ query: UnionsAboveDocument, variables: { id: viewer.union.id }, pause: !props.open });
  const above = data?.union?.ancestors ?? [];
  // The money came from the fund's own union or through one between.
  const first = above.findIndex((one) => one.id === fund.union?.id);
  const choices = above.slice(Math.max(0, first)).toReversed();
  const programme = Form.useWatch<ProgrammeKind | undefined>('programme', form);
  const year = Form.useWatch<number | undefined>('year', form) ?? fund.year;
  const available = useAvailable(props.open ? fund.id : undefined, year, programme);
  const state = useSubmit(SendBackFundsDocument, {
    payload: (answer) => answer.sendBackFunds,
    form,
    success: t('sendBack.done'),
    onDone: ({ allocation }) => {
      props.onClose();
      if (allocation) void navigate(paths.fundAllocation(allocation.id));
    },
  });
  return (
    <FormModal<Values>
      open={props.open}
      onClose={props.onClose}
      title={t('sendBack.title', { name: fund.name })}
      lead={t('sendBack.what')}
      okText={t('page.sendBack')}
      form={form}
      state={state}
      initialValues={{ year: fund.year }}
      onFinish={(values) => void state.submit({ ...values, programme: values.programme ?? null, fundId: fund.id })}
    >
      <Form.Item name="toUnionId" label={t('sendBack.to')} rules={chosen(t('sendBack.to'))}>
        <Select options={choices.map((one) => ({ value: one.id, label: one.name }))} />
      </Form.Item>
      <Form.Item name="year" label={t('year')} rules={chosen(t('year'))}>
        <YearSelect />
      </Form.Item>
      <Form.Item name="programme" label={t('programme')}>
        <Select allowClear options={programmes} placeholder={t('any')} />
      </Form.Item>
      <AmountField extra={available.sum === null ? undefined : [t('sendBack.available', { amount: formatMoney(available.sum) }), available.marked].filter(Boolean).join('；')} />
      <PurposeField />
    </FormModal>
  );
}
