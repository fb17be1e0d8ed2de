import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useConnection } from '@/app/session/SessionContext';

/** The city, asked for only where one server serves several. */
export function CityField() {
  const { t } = useTranslation('signIn');
  const { cities } = useConnection();
  if (cities.length < 2) return null;
  return (
    <Form.Item name="city" label={t('city')} rules={[{ required: true, message: t('cityRequired') }]}>
      <Select options={cities.map((city) => ({ value: city, label: city }))} placeholder={t('cityRequired')} />
    </Form.Item>
  );
}
