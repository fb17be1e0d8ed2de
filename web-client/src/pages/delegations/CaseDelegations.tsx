import { Button, Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { paths } from '@/app/paths';
import type { RightsCaseFactsFragment } from '@/gql/graphql';
import { DelegationRows } from './DelegationRows';
import { startable } from './startable';

/** 委托代理: to whom a case was delegated, and the way to a new delegation. */
export function CaseDelegations({ of }: { of: RightsCaseFactsFragment }) {
  const { t } = useTranslation('delegations');
  const starts = startable(of);
  if (!starts && of.delegations.length === 0) return null;
  return (
    <Card size="small" title={t('delegate')} extra={starts && <Start caseId={of.id} />}>
      <DelegationRows label={t('delegate')} rows={of.delegations} loading={false} empty={t('none')} side="union" ofCase />
    </Card>
  );
}

function Start(props: { caseId: string }) {
  const { t } = useTranslation('delegations');
  const navigate = useNavigate();
  return (
    <Button size="small" onClick={() => void navigate(paths.delegateCase(props.caseId))}>
      {t('delegate')}
    </Button>
  );
}
