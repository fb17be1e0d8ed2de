import { PrinterOutlined } from '@ant-design/icons';
import { Button, Flex, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { PublicNoticeDocument, type NoticeLineFactsFragment, type PublicNoticeQuery } from '@/gql/graphql';
import { ObjectModal } from '@/pages/complaints/ObjectModal';
import { formatDate } from '@/shared/format';
import { NoticeLines } from './NoticeLines';
import { NotIndexed, PublicProblem, useBrowserTitle } from './publicParts';

/** A notice for everybody: who is to be given what, until when it hangs, and who takes objections. */
export default function PublicNoticePage() {
  const { t } = useTranslation('notices');
  const { city = '', id = '' } = useParams();
  const [{ data, error }, retry] = useQuery({ query: PublicNoticeDocument, variables: { city, id } });
  const notice = data?.publicNotice;
  useBrowserTitle(notice?.title ?? t('public.title'));
  return (
    <>
      <NotIndexed />
      {error?.networkError && <PublicProblem error={error} retry={() => retry({ requestPolicy: 'network-only' })} />}
      {!data && !error && <Skeleton active />}
      {!notice && (data || error?.graphQLErrors.length) && (
        <Flex vertical gap="small" align="center" style={{ paddingBlock: 24, textAlign: 'center' }}>
          <Typography.Title level={1} style={{ fontSize: 22, margin: 0 }}>
            {t('public.over')}
          </Typography.Title>
          <Typography.Text type="secondary">{t('public.overWhat')}</Typography.Text>
        </Flex>
      )}
      {notice && <Hanging city={city} of={notice} />}
      {data && (
        <nav style={{ marginTop: 16 }}>
          <Link to={paths.publicNotices(city)}>{t('public.others')}</Link>
        </nav>
      )}
    </>
  );
}

function Hanging({ city, of }: { city: string; of: NonNullable<PublicNoticeQuery['publicNotice']> }) {
  const { t } = useTranslation('notices');
  const { t: complaint } = useTranslation('complaints');
  const [line, setLine] = useState<NoticeLineFactsFragment | null>(null);
  const { t: common } = useTranslation();
  return (
    <Flex vertical gap="middle">
      <Flex vertical gap={4}>
        <Typography.Title level={1} style={{ fontSize: 22, margin: 0 }}>
          {of.title}
        </Typography.Title>
        <Typography.Text type="secondary">{of.union}</Typography.Text>
      </Flex>
      <Typography.Paragraph style={{ margin: 0 }}>
        {t('public.until', { from: formatDate(of.postedOn), to: formatDate(of.endsOn) })}
        <br />
        {t('public.objections')} <a href={`tel:${of.telephone.replace(/[^\d+]/g, '')}`} style={{ whiteSpace: 'nowrap', textDecoration: 'underline' }}>
          {of.telephone}
        </a>
      </Typography.Paragraph>
      {of.note && <Typography.Paragraph style={{ margin: 0, whiteSpace: 'pre-wrap' }}>{of.note}</Typography.Paragraph>}
      <NoticeLines
        label={t('lines')}
        lines={of.lines}
        actions={(one) => (
          <Button size="small" aria-label={complaint('object.of', { name: `${one.number} ${one.name}` })} onClick={() => setLine(one)}>
            {complaint('object.button')}
          </Button>
        )}
      />
      <div>
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {common('actions.print')}
        </Button>
      </div>
      {line && <ObjectModal city={city} noticeId={of.id} line={line} onClose={() => setLine(null)} />}
    </Flex>
  );
}
