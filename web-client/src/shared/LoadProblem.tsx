import { Alert, Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CombinedError } from 'urql';
import { paths } from '@/app/paths';
import { useSessionState } from '@/app/session/SessionContext';

/** A query that failed: what the server said and a way to try again; without a connection, the way to what is kept. */
export function LoadProblem(props: { error: CombinedError; retry: () => void }) {
  const { t } = useTranslation();
  const state = useSessionState();
  // Only a union's cadres keep anything on their device.
  const keeps = 'viewer' in state && state.viewer?.permissions.includes('VISIT_RECORD');
  const cutOff = props.error.networkError !== undefined && !props.error.response;
  const said = props.error.graphQLErrors.map((one) => one.message).join('；');
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('list.error')}
      description={said || undefined}
      action={
        <Flex gap="small" align="center" wrap>
          {cutOff && keeps && <Link to={paths.kept}>{t('offline.seeKept')}</Link>}
          <Button onClick={props.retry}>{t('actions.retry')}</Button>
        </Flex>
      }
    />
  );
}
