import { Breadcrumb, Card, Collapse, Descriptions, Flex, Result, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { ProgrammePageDocument, type ProgrammeFactsFragment, type ProgrammeKind, type ProgrammePageQuery } from '@/gql/graphql';
import { formatDateTime } from '@/shared/format';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';
import { ProgrammeStateTag, useDaysText } from './AidParts';
import { ProgrammeActs } from './ProgrammeActs';
import { TermsView } from './TermsView';

const context = { additionalTypenames: ['Programme'] };

/** A programme: who may apply for how much, and what applied before. */
export default function ProgrammePage() {
  const { t } = useTranslation('aid');
  const { id = '' } = useParams();
  const daysText = useDaysText();
  const [{ data, error, fetching }, retry] = useQuery({ query: ProgrammePageDocument, variables: { id }, context });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  const programme = data.programme;
  if (!programme) {
    return fetching ? <Loading /> : <Result status="404" title={t('programme.gone')} extra={<Link to={paths.programmes}>{t('title')}</Link>} />;
  }
  return (
    <Page
      title={programme.name}
      lead={daysText(programme)}
      above={<Breadcrumb items={[{ title: <Link to={paths.programmes}>{t('title')}</Link> }, { title: programme.name }]} />}
      extra={<ProgrammeStateTag state={programme.state} />}
      actions={<ProgrammeActs programme={programme} />}
    >
      <Facts programme={programme} />
      <TermsView kind={programme.kind} terms={programme.terms} />
      {programme.editions.length > 1 && <Editions kind={programme.kind} editions={programme.editions.slice(1)} />}
    </Page>
  );
}

function Facts({ programme }: { programme: ProgrammeFactsFragment }) {
  const { t } = useTranslation('aid');
  const label = useEnumLabel();
  return (
    <Card size="small">
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 1, md: 2, xl: 3 }}
        items={[
          { key: 'year', label: t('programme.year'), children: t('programme.yearText', { year: programme.year }) },
          { key: 'kind', label: t('programme.kind'), children: label('ProgrammeKind', programme.kind) },
          { key: 'union', label: t('programme.union'), children: programme.union?.name ?? '—' },
          ...(programme.edition > 0 ? [{ key: 'edition', label: t('edition.current'), children: t('edition.nth', { n: programme.edition }) }] : []),
          ...(programme.openedAt ? [{ key: 'openedAt', label: t('programme.openedAt'), children: formatDateTime(programme.openedAt) }] : []),
          ...(programme.closedAt ? [{ key: 'closedAt', label: t('programme.closedAt'), children: formatDateTime(programme.closedAt) }] : []),
          ...(programme.note ? [{ key: 'note', label: t('programme.note'), span: 'filled' as const, children: programme.note }] : []),
        ]}
      />
    </Card>
  );
}

type Edition = NonNullable<ProgrammePageQuery['programme']>['editions'][number];

/** What applied before: applications of that time were decided by it. */
function Editions(props: { kind: ProgrammeKind; editions: readonly Edition[] }) {
  const { t } = useTranslation('aid');
  return (
    <Card size="small" title={t('edition.title')}>
      <Collapse
        size="small"
        items={props.editions.map((one) => ({
          key: one.id,
          label: t('edition.since', { n: one.edition, at: formatDateTime(one.createdAt) }),
          children: (
            <Flex vertical gap="small">
              {one.reason && <Typography.Text type="secondary">{t('edition.reason', { reason: one.reason })}</Typography.Text>}
              <TermsView kind={props.kind} terms={one.terms} />
            </Flex>
          ),
        }))}
      />
    </Card>
  );
}
