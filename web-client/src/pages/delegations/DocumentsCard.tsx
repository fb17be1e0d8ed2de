import { Button, Card, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DelegationFactsFragment } from '@/gql/graphql';
import { Attachments } from '@/shared/attachments/Attachments';
import { formatDate } from '@/shared/format';
import { ShareModal } from './ShareModal';
import type { Side } from './side';

/** Files that the union gave and those that came from the partner; each side adds its own. */
export function DocumentsCard({ of, side }: { of: DelegationFactsFragment; side: Side }) {
  const { t } = useTranslation('delegations');
  const [sharing, setSharing] = useState(false);
  const { documents, documentsEditable } = of;
  const shares = side === 'union' && documentsEditable && of.case;
  const uploads = side === 'partner' && documentsEditable;
  // Whoever may not read what was given is not told that there is nothing.
  if (of.brief === null && documents.length === 0) return null;
  const there = documents.flatMap(({ attachment, at, fromPartner }) => (attachment ? [{ attachment, at, fromPartner }] : []));
  const days = new Map(there.map((one) => [one.attachment.id, one.at]));
  const given = there.filter((one) => !one.fromPartner).map((one) => one.attachment);
  const received = there.filter((one) => one.fromPartner).map((one) => one.attachment);
  const removed = documents.length - there.length;
  const caption = (one: { id: string }) => formatDate(days.get(one.id));
  return (
    <Card
      size="small"
      title={t('documents.title')}
      extra={
        shares && (
          <Button size="small" onClick={() => setSharing(true)}>
            {t('share.button')}
          </Button>
        )
      }
    >
      <Flex vertical gap="middle">
        <Flex vertical gap="small">
          <strong>{t('documents.fromUnion')}</strong>
          {given.length === 0 && removed === 0 && <Typography.Text type="secondary">{t('documents.noneGiven')}</Typography.Text>}
          <Attachments subject={{ delegationId: of.id }} attachments={given} editable={false} label={t('documents.fromUnion')} caption={caption} />
        </Flex>
        {(uploads || received.length > 0) && (
          <Flex vertical gap="small">
            <strong>{t('documents.fromPartner')}</strong>
            {uploads && <Typography.Text type="secondary">{t('documents.hint')}</Typography.Text>}
            <Attachments subject={{ delegationId: of.id }} attachments={received} editable={uploads} removes={false} label={t('documents.fromPartner')} caption={caption} />
          </Flex>
        )}
        {removed > 0 && <Typography.Text type="secondary">{t('documents.removed', { count: removed })}</Typography.Text>}
      </Flex>
      {sharing && shares && <ShareModal of={of} caseId={shares.id} onClose={() => setSharing(false)} />}
    </Card>
  );
}
