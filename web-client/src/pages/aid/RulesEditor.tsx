import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Card, Checkbox, Dropdown, Flex, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { enumValues } from '@/app/i18n/enums';
import { useEnumLabel, useEnumOptions } from '@/app/i18n/useEnumLabel';
import type { AidRuleKind } from '@/gql/graphql';
import { fundedKinds } from '@/shared/needyFile';
import { useRules } from '@/shared/useRules';
import type { RuleValues } from './programmeForm';

/** Rules of a programme at most, as the server has it. */
const most = 20;

/** The days to apply are fields of the programme. */
const kinds = enumValues('AidRuleKind').filter((one) => one !== 'WINDOW');

/** Who may apply: one card for each sentence of the rule. */
export function RulesEditor() {
  const { t } = useTranslation('aid');
  const label = useEnumLabel();
  const form = Form.useFormInstance();
  return (
    <Form.List name={['terms', 'rules']}>
      {(fields, { add, remove }) => {
        const addRule = (kind: AidRuleKind) => {
          // Most rules of a programme stand in one document.
          const before = form.getFieldValue(['terms', 'rules', fields.length - 1]) as RuleValues | undefined;
          add({ kind, source: before?.source, ...(kind === 'INCOME' ? { percent: 100, lessRigid: true } : {}) } satisfies RuleValues);
        };
        return (
          <Flex vertical gap="middle">
            {fields.map((field) => (
              <RuleCard key={field.key} at={field.name} remove={() => remove(field.name)} />
            ))}
            <Dropdown
              trigger={['click']}
              disabled={fields.length >= most}
              menu={{ items: kinds.map((kind) => ({ key: kind, label: label('AidRuleKind', kind) })), onClick: ({ key }) => addRule(key as AidRuleKind) }}
            >
              <Button block size="large" icon={<PlusOutlined />}>
                {t('rule.add')}
              </Button>
            </Dropdown>
          </Flex>
        );
      }}
    </Form.List>
  );
}

function RuleCard(props: { at: number; remove: () => void }) {
  const { t } = useTranslation('aid');
  const label = useEnumLabel();
  const { written } = useRules();
  const form = Form.useFormInstance();
  const { at } = props;
  const kind = Form.useWatch<AidRuleKind | undefined>(['terms', 'rules', at, 'kind'], form);
  const title = t('rule.nth', { n: at + 1, kind: label('AidRuleKind', kind) });
  return (
    <Card
      size="small"
      type="inner"
      title={title}
      extra={<Button size="small" icon={<DeleteOutlined />} aria-label={t('rule.remove', { rule: title })} onClick={props.remove} />}
    >
      <Form.Item name={[at, 'kind']} hidden>
        <Input />
      </Form.Item>
      {kind && <ConditionFields at={at} kind={kind} />}
      <Form.Item name={[at, 'sentence']} label={t('rule.sentence')} rules={written(t('rule.sentence'))}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={300} placeholder={t('rule.sentenceHint')} />
      </Form.Item>
      <Form.Item name={[at, 'source']} label={t('rule.source')} rules={written(t('rule.source'))} style={{ marginBottom: 0 }}>
        <Input maxLength={100} placeholder={t('rule.sourceHint')} />
      </Form.Item>
    </Card>
  );
}

function ConditionFields({ at, kind }: { at: number; kind: AidRuleKind }) {
  const { t } = useTranslation('aid');
  const { chosen } = useRules();
  const tiers = useEnumOptions('HardshipTier');
  const causes = useEnumOptions('HardshipCause');
  const facts = useEnumOptions('AidFact');
  const programmes = useEnumOptions('ProgrammeKind', fundedKinds);
  switch (kind) {
    case 'TIER':
      return <Many at={at} field="tiers" label={t('rule.tiers')} options={tiers} />;
    case 'CAUSE':
      return <Many at={at} field="causes" label={t('rule.causes')} options={causes} />;
    case 'FACTS':
      return <Many at={at} field="facts" label={t('rule.facts')} options={facts} />;
    case 'WITHOUT':
      return <Many at={at} field="facts" label={t('rule.without')} options={facts} />;
    case 'NOT_WITH':
      return <Many at={at} field="kinds" label={t('rule.notWith')} options={programmes} />;
    case 'INCOME':
      return (
        <>
          <Form.Item name={[at, 'percent']} label={t('rule.percentOfLine')} extra={t('rule.percentOfLineHint')} rules={chosen(t('rule.percentOfLine'))}>
            <InputNumber min={1} max={1000} precision={0} suffix="%" style={{ width: 160 }} />
          </Form.Item>
          <Form.Item name={[at, 'lessRigid']} valuePropName="checked">
            <Checkbox>{t('rule.lessRigid')}</Checkbox>
          </Form.Item>
        </>
      );
    case 'BURDEN':
      return (
        <Form.Item name={[at, 'percent']} label={t('rule.percentOfIncome')} rules={chosen(t('rule.percentOfIncome'))}>
          <InputNumber min={1} max={1000} precision={0} suffix="%" style={{ width: 160 }} />
        </Form.Item>
      );
    case 'MEMBER':
      return <MemberFields at={at} />;
    case 'ONCE_A_YEAR':
    case 'WINDOW':
      return null;
  }
}

function Many(props: { at: number; field: string; label: string; options: { value: string; label: string }[] }) {
  const { chosen } = useRules();
  return (
    <Form.Item name={[props.at, props.field]} label={props.label} rules={chosen(props.label)}>
      <Select mode="multiple" options={props.options} optionFilterProp="label" />
    </Form.Item>
  );
}

function MemberFields({ at }: { at: number }) {
  const { t } = useTranslation('aid');
  const relations = useEnumOptions('Relation');
  const levels = useEnumOptions('SchoolLevel');
  return (
    <>
      <Form.Item name={[at, 'relations']} label={t('rule.relations')}>
        <Select mode="multiple" options={relations} optionFilterProp="label" placeholder={t('rule.any')} />
      </Form.Item>
      <Form.Item name={[at, 'levels']} label={t('rule.levels')} extra={t('rule.levelsHint')}>
        <Select mode="multiple" options={levels} optionFilterProp="label" placeholder={t('rule.any')} />
      </Form.Item>
      <Flex gap="middle" wrap>
        <Form.Item name={[at, 'ageFrom']} label={t('rule.ageFrom')}>
          <InputNumber min={0} max={120} precision={0} suffix={t('rule.years')} style={{ width: 140 }} />
        </Form.Item>
        <Form.Item name={[at, 'ageTo']} label={t('rule.ageTo')} extra={t('rule.ageHint')}>
          <InputNumber min={0} max={120} precision={0} suffix={t('rule.years')} style={{ width: 140 }} />
        </Form.Item>
      </Flex>
    </>
  );
}
