import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { SaveEmployerDocument, type EmployerFactsFragment } from '@/gql/graphql';
import { blanksToNull } from '@/shared/blanks';
import { FormModal } from '@/shared/FormModal';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { cleanCreditCode, creditCodeProblem } from './creditCode';
import { useCreditCodeRule } from './useCreditCodeRule';

interface Values {
  name: string;
  creditCode?: string | null;
  divisionCode?: string | null;
  address?: string | null;
}

/** Registers an employer (新登记用人单位), or changes what is known of one. */
export function EmployerModal(props: { of?: EmployerFactsFragment; name?: string; onClose: () => void; onSaved?: (employer: EmployerFactsFragment) => void }) {
  const { t } = useTranslation('employers');
  const { t: households } = useTranslation('households');
  const { written } = useRules();
  const creditCodeRule = useCreditCodeRule();
  const { of } = props;
  const [form] = Form.useForm<Values>();
  const state = useSubmit(SaveEmployerDocument, {
    payload: (data) => data.saveEmployer,
    form,
    row: (payload) => payload.employer,
    onDone: ({ employer }) => {
      if (employer && props.onSaved) props.onSaved(employer);
      else props.onClose();
    },
    success: t(of ? 'edit.done' : 'new.done'),
  });
  // A name that is a code was searched for by code.
  const searched = props.name ?? '';
  const byCode = creditCodeProblem(searched) === null;
  const title = t(of ? 'edit.title' : 'new.title');
  return (
    <FormModal<Values>
      open
      onClose={props.onClose}
      title={title}
      lead={t(of ? 'edit.what' : 'new.what')}
      okText={t(of ? 'edit.ok' : 'new.ok')}
      form={form}
      state={state}
      initialValues={of ? { name: of.name, creditCode: of.creditCode, divisionCode: of.divisionCode, address: of.address } : byCode ? { creditCode: cleanCreditCode(searched) } : { name: searched }}
      onFinish={({ name, creditCode, divisionCode, address }) =>
        void state.submit({ ...(of ? { id: of.id, version: of.version } : {}), name: name.trim(), ...blanksToNull({ creditCode, divisionCode, address }) })
      }
    >
      <Form.Item name="name" label={t('field.name')} rules={written(t('field.name'))} extra={t('nameHint')}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="creditCode"
        label={t('field.creditCode')}
        extra={t('codeHint')}
        normalize={cleanCreditCode}
        validateTrigger="onBlur"
        rules={[creditCodeRule()]}
      >
        <Input maxLength={24} autoComplete="off" spellCheck={false} />
      </Form.Item>
      <Form.Item name="divisionCode" label={households('field.divisionCode')}>
        <Input maxLength={12} inputMode="numeric" />
      </Form.Item>
      <Form.Item name="address" label={t('field.address')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </FormModal>
  );
}
