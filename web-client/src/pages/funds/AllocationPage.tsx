import { Alert, Breadcrumb, Button, Card, Descriptions, Result } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { AllocationPageDocument, type AllocationFactsFragment, type AllocationStep } from '@/gql/graphql';
import { formatDate, formatMoney } from '@/shared/format';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { AllocationWay } from './AllocationWay';
import { fundContext } from './fundContext';
import { AllocationStateTag, FundLink, Money, useProgrammeText } from './FundParts';
import { StepModal, undoes } from './StepModal';

/** One allocation or return: its way so far, and what may be done with it. */
export default function AllocationPage() {
  const { t } = useTranslation('funds');
  const { id = '' } = useParams();
  const [{ data, error, fetching }, retry] = useQuery({ query: AllocationPageDocument, variables: { id }, context: fundContext });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  if (!data.fundAllocation) {
    return fetching ? <Loading /> : <Result status="404" title={t('allocation.gone')} extra={<Link to={paths.fundAllocations}>{t('allocation.title')}</Link>} />;
  }
  return <Whole key={data.fundAllocation.id} of={data.fundAllocation} />;
}

function Whole({ of }: { of: AllocationFactsFragment }) {
  const { t } = useTranslation('funds');
  const { t: common } = useTranslation();
  const { viewer, can } = useSession();
  const label = useEnumLabel();
  const programmeText = useProgrammeText();
  const [act, setAct] = useState<AllocationStep | null>(null);
  const title = t('allocation.one', { kind: label('FundAllocationKind', of.kind), amount: formatMoney(of.amount) });
  const ownProposal = of.state === 'PROPOSED' && of.proposedBy?.id === viewer.post.id && can('FUND_APPROVE');
  return (
    <Page
      title={title}
      lead={of.purpose}
      above={<Breadcrumb items={[{ title: <Link to={paths.fundAllocations}>{t('allocation.title')}</Link> }, { title }]} />}
      extra={<AllocationStateTag state={of.state} />}
      actions={of.steps.map((step) => (
        <Button key={step} type={undoes.includes(step) ? 'default' : 'primary'} onClick={() => setAct(step)}>
          {label('AllocationStep', step)}
        </Button>
      ))}
    >
      {ownProposal && <Alert type="info" showIcon title={t('allocation.fourEyes')} />}
      <Card size="small" title={t('allocation.way')}>
        <AllocationWay allocation={of} />
      </Card>
      <Card size="small" title={t('allocation.facts')}>
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 1, md: 2, xl: 3 }}
          items={[
            { key: 'amount', label: t('amount'), children: <Money amount={of.amount} strong /> },
            { key: 'from', label: t('allocation.from'), children: of.from?.name ?? t('hidden') },
            { key: 'to', label: t('allocation.to'), children: of.to?.name ?? t('hidden') },
            { key: 'fund', label: t('fund'), children: <FundLink fund={of.fund} /> },
            { key: 'year', label: t('year'), children: of.year },
            { key: 'programme', label: t('programme'), children: programmeText(of.programme) },
            { key: 'document', label: t('documentNumber'), children: of.documentNumber ?? common('none') },
            { key: 'spendBy', label: t('allocation.spendBy'), children: formatDate(of.spendBy) || common('none') },
            { key: 'purpose', label: t('purpose'), span: 'filled', children: of.purpose },
          ]}
        />
      </Card>
      {act && <StepModal allocation={of} step={act} onClose={() => setAct(null)} />}
    </Page>
  );
}
