import { Checkbox, Col, Flex, Form, Row, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DelegationCaseFragment } from '@/gql/graphql';
import { DateInput } from '@/shared/DateInput';
import { today } from '@/shared/day';
import type { MandateValues } from './delegationForm';

/** Which workers of the case give a mandate; of each the day, and the signed paper out of the case's evidence. */
export function MandateFields({ of }: { of: DelegationCaseFragment }) {
  const { t } = useTranslation('delegations');
  const needed = {
    validator: async (_: unknown, mandates: MandateValues[] | undefined) => {
      if (!mandates?.some((one) => one.given)) throw new Error(t('form.workersNeeded'));
    },
  };
  return (
    <Flex vertical gap="small">
      <Typography.Text type="secondary">{t('form.workersHint')}</Typography.Text>
      <Form.List name="mandates" rules={[needed]}>
        {(fields, _, { errors }) => (
          <>
            {fields.map((field) => (
              <Mandate key={field.key} place={field.name} of={of} />
            ))}
            <Form.ErrorList errors={errors} />
          </>
        )}
      </Form.List>
    </Flex>
  );
}

function Mandate({ place, of }: { place: number; of: DelegationCaseFragment }) {
  const { t } = useTranslation('delegations');
  const form = Form.useFormInstance();
  // Who it is is no field.
  const mandate = (Form.useWatch('mandates', { form, preserve: true }) as MandateValues[] | undefined)?.[place];
  const files = of.evidence.filter((one) => one.url !== null).map((one) => ({ value: one.id, label: one.fileName ?? one.id }));
  return (
    <fieldset aria-label={mandate?.name} style={{ border: 0, margin: 0, padding: 0 }}>
      <Form.Item name={[place, 'given']} valuePropName="checked" style={{ marginBottom: 0 }}>
        <Checkbox style={{ minHeight: 32, alignItems: 'center' }}>{mandate?.name}</Checkbox>
      </Form.Item>
      {mandate?.given && (
        <Row gutter={12} style={{ paddingInlineStart: 24 }}>
          <Col xs={24} md={8}>
            <Form.Item name={[place, 'signedOn']} label={t('mandates.signedOn')} style={{ marginBottom: 8 }}>
              <DateInput max={today()} />
            </Form.Item>
          </Col>
          <Col xs={24} md={16}>
            <Form.Item name={[place, 'signedCopyId']} label={t('mandates.copy')} style={{ marginBottom: 8 }}>
              <Select allowClear options={files} placeholder={t('form.copyHint')} notFoundContent={t('files.none')} showSearch={{ optionFilterProp: 'label' }} />
            </Form.Item>
          </Col>
        </Row>
      )}
    </fieldset>
  );
}
