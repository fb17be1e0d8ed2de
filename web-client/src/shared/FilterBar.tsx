import { Button, Card, Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone } from './usePhone';

/** The filters above a list; on a phone folded until asked for. */
export function FilterBar(props: {
  active: boolean;
  /** On a phone begins folded although `active`, because the heading says what is filtered. */
  folded?: boolean;
  clear: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const phone = usePhone();
  const [open, setOpen] = useState(props.active && !props.folded);
  const region = useId();
  const shown = !phone || open;
  return (
    <search aria-label={t('actions.filters')}>
      <Card size="small">
      {phone && (
        <Button block aria-expanded={open} aria-controls={region} onClick={() => setOpen(!open)}>
          {t('actions.filters')}
        </Button>
      )}
      <Flex id={region} hidden={!shown} gap="small" wrap align="end" style={shown ? { marginTop: phone ? 12 : 0 } : { display: 'none' }}>
        {props.children}
        {props.active && <Button onClick={props.clear}>{t('actions.reset')}</Button>}
      </Flex>
      </Card>
    </search>
  );
}

/** One filter with its name above it. */
export function FilterField(props: { label: string; width?: number; children: (id: string) => ReactNode }) {
  const id = useId();
  const phone = usePhone();
  return (
    <Flex vertical gap={4} style={{ width: phone ? '100%' : (props.width ?? 168) }}>
      <label htmlFor={id}>
        <Typography.Text type="secondary">{props.label}</Typography.Text>
      </label>
      {props.children(id)}
    </Flex>
  );
}
