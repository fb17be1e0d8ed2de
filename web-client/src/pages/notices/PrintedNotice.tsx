import { Flex, QRCode, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { AidNoticeFactsFragment } from '@/gql/graphql';
import { formatDate, formatMoney } from '@/shared/format';
import { PaperTable } from '@/shared/PaperTable';
import { noticeWords, ofFiles } from './lines';

/** The notice as it is pinned to a door. */
export function PrintedNotice({ of }: { of: AidNoticeFactsFragment }) {
  const { t } = useTranslation('notices');
  const label = useEnumLabel();
  const words = noticeWords(of.lines);
  const amounts = !ofFiles(of.lines);
  return (
    <Flex component="article" vertical gap="middle" style={{ fontSize: 15 }}>
      <Typography.Title level={1} style={{ textAlign: 'center', fontSize: 26 }}>
        {of.title}
      </Typography.Title>
      {of.note && <Typography.Paragraph style={{ whiteSpace: 'pre-wrap', textIndent: '2em' }}>{of.note}</Typography.Paragraph>}
      <Typography.Paragraph style={{ textIndent: '2em' }}>
        {t('paper.text', { from: formatDate(of.postedOn), to: formatDate(of.endsOn), n: of.workingDays, telephone: of.telephone, ...words })}
      </Typography.Paragraph>
      <PaperTable
        label={t('lines')}
        heads={[t('line.number'), t('line.name'), t('line.union'), t('line.programme', words), t('line.tier'), ...(amounts ? [t('line.amount')] : [])]}
        rows={of.lines.map((line) => [line.number, line.name, line.union, line.programme, label('HardshipTier', line.tier), ...(amounts ? [formatMoney(line.amount)] : [])])}
      />
      <Flex justify="space-between" align="end">
        <Flex vertical align="center" gap={4}>
          <QRCode value={new URL(of.path, window.location.origin).href} size={110} type="svg" bordered={false} aria-label={t('qr')} />
          <Typography.Text type="secondary">{t('paper.scan')}</Typography.Text>
        </Flex>
        <Flex vertical align="end" gap={4}>
          <span>{of.union?.name}</span>
          <span>{formatDate(of.postedOn)}</span>
        </Flex>
      </Flex>
    </Flex>
  );
}
