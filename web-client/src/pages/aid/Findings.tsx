import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { paths } from '@/app/paths';
import type { AidStepFactsFragment, MissingPlace } from '@/gql/graphql';
import { StepTag } from './AidParts';

/** Rule by rule what the facts are, each with its arithmetic and the sentence that it rests on. */
export function Findings(props: { label: string; steps: readonly AidStepFactsFragment[]; editable?: boolean }) {
  const { t } = useTranslation('aid');
  return (
    <Flex component="ul" vertical gap="small" aria-label={props.label} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {props.steps.map((step, n) => (
        // Steps have no id and keep their order.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={n}>
          <Flex gap="small" align="start">
            <StepTag outcome={step.outcome} />
            <Flex vertical gap={2} style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
              <span>{step.finding}</span>
              {step.missing.length > 0 && <MissingText what={step.missing} at={step.missingAt ?? null} editable={props.editable} />}
              <Typography.Text type="secondary">
                {step.source ? t('rule.quoted', { sentence: step.sentence, source: step.source }) : step.sentence}
              </Typography.Text>
            </Flex>
          </Flex>
        </li>
      ))}
    </Flex>
  );
}

/** What is missing, and where it is entered. */
function MissingText(props: { what: readonly string[]; at: MissingPlace | null; editable?: boolean }) {
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
