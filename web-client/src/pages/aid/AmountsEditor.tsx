import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Form, Input, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import { MoneyInput } from '@/shared/MoneyInput';
import { useRules } from '@/shared/useRules';

/** The standard amounts, and what a year leaves of them. */
export function AmountsEditor() {
  const { t } = useTranslation('aid');
  const { chosen } = useRules();
  const tiers = useEnumOptions('HardshipTier');
  const levels = useEnumOptions('SchoolLevel');
  const yuan = t('amount.yuan');
  const basis = { marginBottom: 0, flex: '1 1 150px' };
  return (
    <Flex vertical gap="middle">
      <Typography.Text type="secondary">{t('amount.lead')}</Typography.Text>
      <Form.List name={['terms', 'amounts']}>
        {(fields, { add, remove }) => (
          <Flex vertical gap="middle">
            {fields.map((field) => {
              const n = field.name + 1;
              return (
                <fieldset key={field.key} aria-label={t('amount.nth', { n })} style={{ border: 0, margin: 0, padding: 0 }}>
                  <Flex gap="small" wrap align="end">
                    <Form.Item name={[field.name, 'tier']} label={t('amount.tier')} style={basis}>
                      <Select allowClear options={tiers} placeholder={t('amount.anyTier')} />
                    </Form.Item>
                    <Form.Item name={[field.name, 'level']} label={t('amount.level')} style={basis}>
                      <Select allowClear options={levels} placeholder={t('amount.anyLevel')} />
                    </Form.Item>
                    <Form.Item name={[field.name, 'least']} label={t('amount.least')} rules={chosen(t('amount.least'))} style={basis}>
                      <MoneyInput unit={yuan} />
                    </Form.Item>
                    <Form.Item name={[field.name, 'most']} label={t('amount.most')} style={basis}>
                      <MoneyInput unit={yuan} />
                    </Form.Item>
                    <Button icon={<DeleteOutlined />} aria-label={t('amount.remove', { n })} onClick={() => remove(field.name)} />
                  </Flex>
                </fieldset>
              );
            })}
            <Button block icon={<PlusOutlined />} onClick={() => add({})}>
              {t('amount.add')}
            </Button>
          </Flex>
        )}
      </Form.List>
      <Flex gap="middle" wrap>
        <Form.Item name={['terms', 'householdCap']} label={t('amount.householdCap')} style={{ flex: '1 1 220px' }}>
          <MoneyInput unit={yuan} />
        </Form.Item>
        <Form.Item name={['terms', 'pupilCap']} label={t('amount.pupilCap')} style={{ flex: '1 1 220px' }}>
          <MoneyInput unit={yuan} />
        </Form.Item>
      </Flex>
    </Flex>
  );
}

/** The papers that an application needs. */
export function PapersEditor() {
  const { t } = useTranslation('aid');
  return (
    <Form.List name={['terms', 'papers']}>
      {(fields, { add, remove }) => (
        <Flex vertical gap="small">
          {fields.map((field) => {
            const n = field.name + 1;
            return (
              <Flex key={field.key} gap={4}>
                <Form.Item name={field.name} style={{ flex: 1, marginBottom: 0 }}>
                  <Input maxLength={60} aria-label={t('paper.nth', { n })} placeholder={t('paper.hint')} />
                </Form.Item>
                <Button icon={<DeleteOutlined />} aria-label={t('paper.remove', { n })} onClick={() => remove(field.name)} />
              </Flex>
            );
          })}
          <div>
            <Button icon={<PlusOutlined />} disabled={fields.length >= 20} onClick={() => add('')}>
              {t('paper.add')}
            </Button>
          </div>
        </Flex>
      )}
    </Form.List>
  );
}
