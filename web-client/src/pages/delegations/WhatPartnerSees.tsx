import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DelegationFactsFragment } from '@/gql/graphql';

/** Before a delegation is offered: what the partner will read of it, and until when. */
export function WhatPartnerSees({ of }: { of: Pick<DelegationFactsFragment, 'label' | 'workers' | 'documents'> }) {
  const { t } = useTranslation('delegations');
  return (
    <Alert
      type="info"
      showIcon
      title={t('sees.title')}
      description={
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          <li>{t('sees.offered', { label: of.label })}</li>
          <li>{t('sees.accepted', { workers: of.workers.length, files: of.documents.length })}</li>
          <li>{t('sees.ended')}</li>
        </ul>
      }
    />
  );
}
