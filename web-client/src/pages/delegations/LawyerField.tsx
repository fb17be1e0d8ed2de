import { Flex, Form, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { OwnLawyersDocument } from '@/gql/graphql';
import { useRules } from '@/shared/useRules';

/** Who of the partner has a delegation in hand; only its administrators choose. */
export function LawyerField(props: { current?: string }) {
  const { t } = useTranslation('delegations');
  const label = useEnumLabel();
  const { chosen } = useRules();
  const [{ data }] = useQuery({ query: OwnLawyersDocument });
  const viewer = data?.partnerViewer;
  const options = (viewer?.partner.lawyers ?? [])
    .filter((one) => one.state === 'ACTIVE' && one.id !== props.current)
    .map((one) => ({ value: one.id, label: one.name, detail: [t('step.lawyerHint', { count: one.load }), one.specialities.map((kind) => label('RightsCaseKind', kind)).join('、')].filter(Boolean).join(' · ') }));
  return (
    <Form.Item name="lawyerId" label={t('step.lawyer')} rules={chosen(t('step.lawyer'))}>
      <Select
        loading={!viewer}
        showSearch={{ optionFilterProp: 'label' }}
        options={options}
        optionRender={(option) => (
          <Flex vertical>
            <span>{option.data.label}</span>
            <Typography.Text type="secondary" style={{ whiteSpace: 'normal' }}>
              {option.data.detail}
            </Typography.Text>
          </Flex>
        )}
      />
    </Form.Item>
  );
}
