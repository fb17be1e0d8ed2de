import { Breadcrumb, Card, Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { UnionSummaryDocument } from '@/gql/graphql';
import { LoadProblem } from '@/shared/LoadProblem';
import { Notice } from '@/shared/Notice';
import { Page } from '@/shared/Page';
import { usePhone } from '@/shared/usePhone';
import { UnionFigureRow } from '@/shared/UnionFigureRow';
import { UnionActs } from './UnionActs';
import { UnionChildren } from './UnionChildren';
import { UnionFactList } from './UnionFactList';
import { UnionStateTag } from './UnionStateTag';

/** One union: what is on record, its figures, the unions below it, and what may be done with it. */
export default function UnionPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation('unions');
  const { t: common } = useTranslation();
  const { viewer, can } = useSession();
  const phone = usePhone();
  const [{ data, fetching, error }, retry] = useQuery({
    query: UnionSummaryDocument,
    variables: { id, figures: can('FIGURES_READ') },
  });
  const union = data?.union;
  if (error && !union) return <LoadProblem error={error} retry={() => retry()} />;
  if (!union || union.id !== id) {
    return fetching ? <Skeleton active /> : <Notice status="404" title={t('gone')} />;
  }
  const top = union.ancestors.findIndex((one) => one.id === viewer.union.id);
  const above = top < 0 ? [] : union.ancestors.slice(top);
  return (
    <Page
      key={union.id}
      title={union.name}
      extra={<UnionStateTag state={union.state} />}
      actions={<UnionActs union={union} />}
      above={
        <Breadcrumb
          items={[
            { title: <Link to={`${paths.unions}?at=${union.id}`}>{common('nav.unions')}</Link> },
            ...above.map((one) => ({ title: <Link to={paths.union(one.id)}>{one.shortName}</Link> })),
            { title: union.shortName },
          ]}
        />
      }
    >
      <Card
        size="small"
        title={t('facts')}
        extra={
          <Flex gap="middle">
            {can('STAFF_READ') && <Link to={`${paths.staff}?union=${union.id}`}>{t('toStaff')}</Link>}
            {can('AUDIT_READ') && <Link to={`${paths.audit}?union=${union.id}&subject=${union.id}`}>{t('toAudit')}</Link>}
          </Flex>
        }
      >
        <UnionFactList union={union} columns={phone ? 1 : 3} />
      </Card>
      {union.figures && (
        <Flex component="section" aria-label={t('figures.title')} vertical>
          <UnionFigureRow unionId={union.id} figures={union.figures} />
        </Flex>
      )}
      <Card size="small" title={t('childrenOf', { count: union.childCount })}>
        <UnionChildren key={union.id} unionId={union.id} />
      </Card>
    </Page>
  );
}
