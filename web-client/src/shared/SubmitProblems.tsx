import { Alert, Button, Flex } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubmitState } from './useSubmit';

/** Above a form: the refusals that belong to no field, and the offer to take the newest row. */
export function SubmitProblems(props: { of: SubmitState }) {
  const { t } = useTranslation();
  const { general, conflict, takeNewest } = props.of;
  const place = useRef<HTMLElement>(null);
  // Whoever pressed the button at the end of a long form sees why nothing happened.
  useEffect(() => {
    if (conflict || general.length > 0) place.current?.scrollIntoView?.({ block: 'center' });
  }, [conflict, general]);
  if (general.length === 0 && !conflict) return null;
  return (
    <Flex ref={place} vertical gap="small" role="alert">
      {conflict && (
        <Alert
          type="warning"
          showIcon
          title={t('form.conflictTitle')}
          description={
            <Flex vertical gap="small" align="start">
              <span>{t('form.conflictHint')}</span>
              <Button onClick={takeNewest}>{t('form.conflictTake')}</Button>
            </Flex>
          }
        />
      )}
      {general.map((text) => (
        <Alert key={text} type="error" showIcon title={text} />
      ))}
    </Flex>
  );
}
