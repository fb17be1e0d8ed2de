import { App, Button, Card, Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useSigningOut } from '@/app/session/SessionContext';
import { MySessionsDocument } from '@/gql/graphql';
import { formatDateTime } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Rows } from '@/shared/Rows';
import { deviceName } from './userAgent';

/** Where the person is signed in, and the way to end it all at once. */
export function Sessions() {
  const { t } = useTranslation('account');
  const { t: common } = useTranslation();
  const { modal, message } = App.useApp();
  const { signOutEverywhere } = useSigningOut();
  const [{ data, fetching, error }, retry] = useQuery({ query: MySessionsDocument, requestPolicy: 'network-only' });

  const ask = () =>
    modal.confirm({
      title: t('everywhereTitle'),
      content: t('everywhereWhat'),
      okText: t('everywhere'),
      okButtonProps: { danger: true },
      onOk: async () => {
        if (!(await signOutEverywhere())) void message.error(common('form.network'));
      },
    });

  return (
    <Card
      title={t('sessions')}
      extra={
        <Button danger onClick={ask}>
          {t('everywhere')}
        </Button>
      }
    >
      {error ? (
        <LoadProblem error={error} retry={() => retry()} />
      ) : (
        <Rows
          label={t('sessions')}
          rows={(data?.viewer ?? data?.partnerViewer)?.sessions}
          loading={fetching}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'device',
              title: t('device'),
              render: (row) => (
                <Flex gap="small" align="center" wrap>
                  {deviceName(row.userAgent) ?? t('unknownDevice')}
                  {row.current && <Tag color="success">{t('thisSession')}</Tag>}
                </Flex>
              ),
            },
            { key: 'last', title: t('lastUsed'), render: (row) => formatDateTime(row.lastUsedAt) },
            { key: 'since', title: t('signedInAt'), render: (row) => formatDateTime(row.createdAt) },
          ]}
        />
      )}
    </Card>
  );
}
