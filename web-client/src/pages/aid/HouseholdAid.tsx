import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { HouseholdEligibilityDocument, type AidApplicationRowFragment, type EligibilityFactsFragment } from '@/gql/graphql';
import { ApplyButtons, type Pupil } from '@/pages/applications/ApplyButtons';
import { ApplicationRows } from '@/pages/applications/ApplicationRows';
import { applicationContext } from '@/pages/applications/context';
import { Section } from '@/pages/home/Section';
import { EmptyHint } from '@/shared/EmptyHint';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { OutcomeTag } from './AidParts';
import { Findings } from './Findings';

const context = { additionalTypenames: ['Household', 'Member', 'Programme', 'LivingLine', ...applicationContext.additionalTypenames] };

interface Viewer {
  /** Whether the facts of the file may be changed here. */
  editable: boolean;
  /** Whether an application may be written for the household. */
  applies: boolean;
}

/** What a household applied for, what it may apply for, and of the rest what speaks against it, with the arithmetic. */
export function HouseholdAid(props: Viewer & { id: string; closed: boolean }) {
  const { t } = useTranslation('aid');
  const [{ data, error }, retry] = useQuery({ query: HouseholdEligibilityDocument, variables: { id: props.id }, context });
  const household = data?.household;
  if (error && !household) return <LoadProblem error={error} retry={() => retry()} />;
  if (!household) return <Loading />;
  const { eligibility, aidApplications, members } = household;
  return (
    <Flex vertical gap="large">
      {(aidApplications.length > 0 || props.closed) && (
        <Section title={t('eligibility.applications')}>
          <ApplicationRows label={t('eligibility.applications')} rows={aidApplications} loading={false} empty={t('eligibility.noApplications')} ofHousehold />
        </Section>
      )}
      {!props.closed && (
        <Section title={t('eligibility.title')}>
          {eligibility.length === 0 && <EmptyHint text={t('eligibility.none')} />}
          {eligibility.length > 0 && <Typography.Text type="secondary">{t('eligibility.lead')}</Typography.Text>}
          {eligibility.map((one) => (
            <EligibilityCard key={one.programme.id} of={one} {...props} members={members} applications={aidApplications} />
          ))}
        </Section>
      )}
    </Flex>
  );
}

function EligibilityCard(props: Viewer & { id: string; of: EligibilityFactsFragment; members: readonly Pupil[]; applications: readonly AidApplicationRowFragment[] }) {
  const { t } = useTranslation('aid');
  const { programme, outcome, suggestion, steps } = props.of;
  return (
    <Card
      size="small"
      title={
        <Flex gap="small" wrap align="center">
          <Link to={paths.programme(programme.id)}>{programme.name}</Link>
          <OutcomeTag outcome={outcome} />
        </Flex>
      }
      extra={<Typography.Text type="secondary">{programme.union?.name}</Typography.Text>}
    >
      <Flex vertical gap="small">
        {suggestion && <div>{t('eligibility.suggestion', { text: suggestion.text })}</div>}
        <Findings label={t('eligibility.steps', { name: programme.name })} steps={steps} editable={props.editable} />
        {outcome !== 'NOT_ELIGIBLE' && programme.terms.papers.length > 0 && (
          <Typography.Text type="secondary">{t('eligibility.papers', { papers: programme.terms.papers.join('、') })}</Typography.Text>
        )}
        {props.applies && outcome === 'ELIGIBLE' && <ApplyButtons householdId={props.id} of={props.of} members={props.members} applications={props.applications} />}
      </Flex>
    </Card>
  );
}
