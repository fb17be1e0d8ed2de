import { Button, Card } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/app/session/SessionContext';
import type { AidApplicationFactsFragment } from '@/gql/graphql';
import { ComplaintRows } from './ComplaintParts';
import { FileModal } from './FileModal';

/** What was objected to or complained of about an application; the family's union adds to it. */
export function ApplicationComplaints({ of }: { of: AidApplicationFactsFragment }) {
  const { t } = useTranslation('complaints');
  const { can, manages } = useSession();
  const [filing, setFiling] = useState(false);
  const files = can('AID_APPLY') && of.union !== null && manages(of.union.id) && of.submittedAt !== null;
  if (of.complaints.length === 0 && !files) return null;
  return (
    <Card size="small" title={t('title')} extra={files && <Button onClick={() => setFiling(true)}>{t('file.button')}</Button>}>
      <ComplaintRows label={t('title')} rows={of.complaints} loading={false} empty={t('none')} ofApplication />
      <FileModal applicationId={of.id} open={filing} onClose={() => setFiling(false)} />
    </Card>
  );
}
