import { Checkbox, Col, Form, type FormItemProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import type { Need } from '@/gql/graphql';
import { usePhone } from '@/shared/usePhone';

/** A field that takes a third of the desk's width and the whole of a phone's. */
export function Field(props: FormItemProps & { children: ReactNode; wide?: boolean; half?: boolean }) {
  const { wide, half, children, ...item } = props;
  return (
    <Col xs={24} md={wide ? 24 : 12} xl={wide ? 24 : half ? 12 : 8}>
      <Form.Item {...item}>{children}</Form.Item>
    </Col>
  );
}

/** The needs of a household, all in sight. */
export function NeedsField(props: { id?: string; value?: Need[] | null; onChange?: (needs: Need[]) => void; label?: string }) {
  const { t } = useTranslation('households');
  const options = useEnumOptions('Need');
  const phone = usePhone();
  return (
    <fieldset id={props.id} aria-label={props.label ?? t('field.needs')} style={{ border: 0, margin: 0, padding: 0 }}>
      <Checkbox.Group
        options={phone ? options.map((one) => ({ ...one, style: { minHeight: 40, alignItems: 'center' } })) : options}
        value={props.value ?? []}
        onChange={(needs) => props.onChange?.(needs)}
        style={{ gap: phone ? '0 16px' : '10px 16px' }}
      />
    </fieldset>
  );
}
