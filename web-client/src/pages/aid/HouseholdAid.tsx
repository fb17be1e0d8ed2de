import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { HouseholdEligibilityDocument, type HouseholdEligibilityQuery, type MissingPlace } from '@/gql/graphql';
import { EmptyHint } from '@/shared/EmptyHint';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { OutcomeTag, StepTag } from './AidParts';

type Eligibility = NonNullable<HouseholdEligibilityQuery['household']>['eligibility'][number];

const context = { additionalTypenames: ['Household', 'Member', 'Programme', 'LivingLine'] };

/** What a household may apply for, and of the rest what speaks against it, each with its arithmetic. */
export function HouseholdAid(props: { id: string; editable: boolean }) {
  const { t } = useTranslation('aid');
  const [{ data, error }, retry] = useQuery({ query: HouseholdEligibilityDocument, variables: { id: props.id }, context });
  const found = data?.household?.eligibility;
  if (error && !found) return <LoadProblem error={error} retry={() => retry()} />;
  if (!found) return <Loading />;
  if (found.length === 0) return <EmptyHint text={t('eligibility.none')} />;
  return (
    <Flex vertical gap="middle">
      <Typography.Text type="secondary">{t('eligibility.lead')}</Typography.Text>
      {found.map((one) => (
        <EligibilityCard key={one.programme.id} of={one} editable={props.editable} />
      ))}
    </Flex>
  );
}

function EligibilityCard({ of, editable }: { of: Eligibility; editable: boolean }) {
  const { t } = useTranslation('aid');
  const { programme, outcome, suggestion, steps } = of;
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
        <Flex component="ul" vertical gap="small" aria-label={t('eligibility.steps', { name: programme.name })} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {steps.map((step, n) => (
            // Steps have no id and keep their order.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={n}>
              <Flex gap="small" align="start">
                <StepTag outcome={step.outcome} />
                <Flex vertical gap={2} style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
                  <span>{step.finding}</span>
                  {step.missing.length > 0 && <MissingText what={step.missing} at={step.missingAt ?? null} editable={editable} />}
                  <Typography.Text type="secondary">
                    {step.source ? t('rule.quoted', { sentence: step.sentence, source: step.source }) : step.sentence}
                  </Typography.Text>
                </Flex>
              </Flex>
            </li>
          ))}
        </Flex>
        {outcome !== 'NOT_ELIGIBLE' && programme.terms.papers.length > 0 && (
          <Typography.Text type="secondary">{t('eligibility.papers', { papers: programme.terms.papers.join('、') })}</Typography.Text>
        )}
      </Flex>
    </Card>
  );
}

/** What is missing, and where it is entered. */
function MissingText(props: { what: readonly string[]; at: MissingPlace | null; editable: boolean }) {
  const { t } = useTranslation('aid');
  const what = props.what.join('、');
  if (props.at === 'LIVING_LINE') {
    return (
      <span>
        {t('eligibility.missing', { what })} <Link to={paths.livingLines}>{t('eligibility.toLines')}</Link>
      </span>
    );
  }
  return <span>{t(props.editable ? 'eligibility.missingHere' : 'eligibility.missing', { what })}</span>;
}
