import { Alert, Breadcrumb, Button, Card, Descriptions, Result } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { EmployerPageDocument, type EmployerPageQuery } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { CaseRows } from '@/pages/rights/CaseRows';
import { rightsContext } from '@/pages/rights/context';
import { CursorPager } from '@/shared/CursorPager';
import { FigureRow } from '@/shared/FigureRow';
import { formatCount, formatMoney } from '@/shared/format';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { useCursor } from '@/shared/useCursor';
import { EmployerModal } from './EmployerModal';
import { MergeModal } from './MergeModal';

/** One employer: what is known of it, how often it was complained of in the whole city, and the cases that the viewer may read. */
export default function EmployerPage() {
  const { t } = useTranslation('employers');
  const { t: common } = useTranslation();
  const { id = '' } = useParams();
  const { after } = useCursor();
  const [{ data, error, fetching }, retry] = useQuery({ query: EmployerPageDocument, variables: { id, after }, context: rightsContext });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  if (!data.employer) {
    return fetching ? <Loading /> : <Result status="404" title={t('gone')} extra={<Link to={paths.employers}>{common('nav.employers')}</Link>} />;
  }
  return <Whole key={id} of={data.employer} fetching={fetching} />;
}

function Whole({ of, fetching }: { of: NonNullable<EmployerPageQuery['employer']>; fetching: boolean }) {
  const { t } = useTranslation('employers');
  const { t: common } = useTranslation();
  const { t: households } = useTranslation('households');
  const [asking, setAsking] = useState<'edit' | 'merge' | null>(null);
  const { record } = of;
  return (
    <Page
      title={of.name}
      lead={of.creditCode ?? undefined}
      above={<Breadcrumb items={[{ title: <Link to={paths.employers}>{common('nav.employers')}</Link> }, { title: of.name }]} />}
      actions={
        <>
          {of.editable && <Button onClick={() => setAsking('edit')}>{common('actions.edit')}</Button>}
          {of.mergeable && !of.mergedInto && <Button onClick={() => setAsking('merge')}>{t('merge.button')}</Button>}
        </>
      }
    >
      {of.mergedInto && <Alert type="warning" showIcon title={t('merged')} action={<Link to={paths.employer(of.mergedInto.id)}>{of.mergedInto.name}</Link>} />}
      <Card size="small">
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 1, md: 2, xl: 3 }}
          items={[
            { key: 'creditCode', label: t('field.creditCode'), children: of.creditCode ?? t('notGiven') },
            { key: 'divisionCode', label: households('field.divisionCode'), children: of.divisionCode ?? t('notGiven') },
            { key: 'address', label: t('field.address'), children: of.address ?? t('notGiven') },
          ]}
        />
      </Card>
      <Section title={t('record.title')}>
        <FigureRow
          items={[
            { label: t('field.cases'), value: formatCount(record.cases) },
            { label: t('field.openCases'), value: formatCount(record.openCases) },
            { label: t('record.workers'), value: formatCount(record.workers) },
            { label: t('record.claimed'), value: formatMoney(record.claimed) },
            { label: t('record.recovered'), value: formatMoney(record.recovered) },
          ]}
        />
      </Section>
      <Section title={t('readable')}>
        <CaseRows label={t('readable')} rows={of.cases.nodes} loading={fetching} empty={t('noReadable')} ofEmployer />
        <CursorPager pageInfo={of.cases.pageInfo} disabled={fetching} />
      </Section>
      {asking === 'edit' && <EmployerModal of={of} onClose={() => setAsking(null)} />}
      {asking === 'merge' && <MergeModal of={of} onClose={() => setAsking(null)} />}
    </Page>
  );
}
