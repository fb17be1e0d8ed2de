import { Alert, Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { CombinedError } from 'urql';

/** Names stand on these pages for some days and in no search engine. */
export function NotIndexed() {
  return <meta name="robots" content="noindex, nofollow, noarchive" />;
}

/** Names the browser's tab. */
export function useBrowserTitle(title: string): void {
  const { t } = useTranslation();
  const appName = t('app.name');
  useEffect(() => {
    document.title = `${title} · ${appName}`;
  }, [title, appName]);
}

/** What the server said, for readers who are not signed in. */
export function PublicProblem(props: { error: CombinedError; retry: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('list.error')}
      description={props.error.graphQLErrors.map((one) => one.message).join('；') || undefined}
      action={<Button onClick={props.retry}>{t('actions.retry')}</Button>}
    />
  );
}
