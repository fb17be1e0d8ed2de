import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useConnection } from '@/app/session/SessionContext';
import type { AttachmentFactsFragment, DelegationFactsFragment } from '@/gql/graphql';
import { isMasked } from '@/pages/households/idNumber';
import { PrintButton } from '@/pages/papers/PrintButton';
import { StaleNote } from '@/pages/papers/StaleNote';
import { formatDate, formatDateTime } from '@/shared/format';
import { Rows } from '@/shared/Rows';

/** The workers who gave a mandate (委托书), and the paper that they sign; only for whoever reads names. */
export function MandatesCard({ of }: { of: DelegationFactsFragment }) {
  const { t } = useTranslation('delegations');
  const { workers } = of;
  if (workers.length === 0) return null;
  const title = t('mandates.title', { count: workers.length });
  return (
    <Card size="small" title={title}>
      <Rows
        label={title}
        rows={workers}
        rowKey={(row) => row.id}
        columns={[
          { key: 'name', title: t('mandates.name'), render: (row) => row.name },
          { key: 'idNumber', title: t('mandates.idNumber'), render: (row) => row.idNumber ?? t('notGiven') },
          { key: 'phone', title: t('mandates.phone'), render: (row) => (row.phone && !isMasked(row.phone) ? <a href={`tel:${row.phone}`}>{row.phone}</a> : (row.phone ?? t('notGiven'))) },
          { key: 'signedOn', title: t('mandates.signedOn'), render: (row) => (row.signedOn ? formatDate(row.signedOn) : <Typography.Text type="warning">{t('mandates.missing')}</Typography.Text>) },
          { key: 'copy', title: t('mandates.copy'), render: (row) => (row.signedCopy?.url ? <SignedCopy of={row.signedCopy} /> : t('notGiven')) },
        ]}
      />
      {of.printable && <PowerOfAttorney of={of} />}
    </Card>
  );
}

/** 授权委托书: printed for every worker, and whether what was printed is still so. */
function PowerOfAttorney({ of }: { of: DelegationFactsFragment }) {
  const { t } = useTranslation('delegations');
  const { t: papers } = useTranslation('papers');
  return (
    <Flex gap="small" align="center" wrap style={{ marginTop: 12 }}>
      <PrintButton order={{ powerOfAttorney: of.id }} text={t('print')} about={of.number} />
      {of.paper && (
        <>
          <span>{papers('visit.printed', { at: formatDateTime(of.paper.printedAt) })}</span>
          <StaleNote paper={of.paper} />
        </>
      )}
    </Flex>
  );
}

function SignedCopy({ of }: { of: AttachmentFactsFragment }) {
  const { t } = useTranslation('delegations');
  const { fileUrl } = useConnection();
  return (
    <a href={fileUrl(of.url ?? '')} target="_blank" rel="noreferrer">
      {of.fileName ?? t('mandates.copy')}
    </a>
  );
}
