import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CombinedError } from 'urql';

/** A query that failed: what the server said and a way to try again. */
export function LoadProblem(props: { error: CombinedError; retry: () => void }) {
  const { t } = useTranslation();
  const said = props.error.graphQLErrors.map((one) => one.message).join('；');
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('list.error')}
      description={said || undefined}
      action={<Button onClick={props.retry}>{t('actions.retry')}</Button>}
    />
  );
}
