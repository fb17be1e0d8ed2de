import { Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { PublicNoticeListDocument } from '@/gql/graphql';
import { EmptyHint } from '@/shared/EmptyHint';
import { Rows } from '@/shared/Rows';
import { useHungText } from './NoticeParts';
import { NotIndexed, PublicProblem, useBrowserTitle } from './publicParts';

/** The notices of a city that hang now, for everybody. */
export default function PublicNoticesPage() {
  const { t } = useTranslation('notices');
  const { city = '' } = useParams();
  const hungText = useHungText();
  const [{ data, error }, retry] = useQuery({ query: PublicNoticeListDocument, variables: { city } });
  useBrowserTitle(t('public.title'));
  return (
    <Flex vertical gap="middle">
      <NotIndexed />
      <Flex vertical gap={4}>
        <Typography.Title level={1} style={{ fontSize: 22, margin: 0 }}>
          {t('public.title')}
        </Typography.Title>
        <Typography.Text type="secondary">{t('public.lead')}</Typography.Text>
      </Flex>
      {error && !data && <PublicProblem error={error} retry={() => retry({ requestPolicy: 'network-only' })} />}
      {!data && !error && <Skeleton active />}
      {data && (
        <Rows
          label={t('public.title')}
          rows={data.publicNotices}
          rowKey={(row) => row.id}
          empty={<EmptyHint text={t('public.none')} />}
          columns={[
            { key: 'title', title: t('field.title'), render: (row) => <Link to={paths.publicNotice(city, row.id)}>{row.title}</Link> },
            { key: 'union', title: t('field.union'), render: (row) => row.union },
            { key: 'days', title: t('field.days'), render: hungText },
          ]}
        />
      )}
    </Flex>
  );
}
