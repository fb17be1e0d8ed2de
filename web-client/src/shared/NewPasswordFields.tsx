import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** Fewest characters of a password; the server has the last word. */
const shortest = 10;

/** The new password twice. `name` is the input's field; the repetition stays in the form. */
export function NewPasswordFields(props: { name: string }) {
  const { t } = useTranslation('signIn');
  return (
    <>
      <Form.Item
        name={props.name}
        label={t('newPassword')}
        extra={t('passwordHint', { count: shortest })}
        rules={[
          { required: true, message: t('newPasswordRequired') },
          { min: shortest, message: t('passwordHint', { count: shortest }) },
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('again')}
        dependencies={[props.name]}
        rules={[
          { required: true, message: t('againRequired') },
          ({ getFieldValue }) => ({
            validator: (_, value: string) =>
              !value || value === getFieldValue(props.name)
                ? Promise.resolve()
                : Promise.reject(new Error(t('againDiffers'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  );
}
