import { EnvironmentOutlined, LogoutOutlined, PhoneOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import type { OwnHouseholdFragment } from '@/gql/graphql';
import { TierTag } from '@/pages/households/HouseholdParts';
import { RecordVisitButton } from '@/pages/households/RecordVisitButton';
import { isUnfinished } from '@/pages/surveys/progress';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatDateTime, useAgoText, useDueText } from '@/shared/format';
import { Page } from '@/shared/Page';
import { usePhone } from '@/shared/usePhone';
import { taskOf } from './outbox/entry';
import { useOutbox, useOutboxEntries } from './outbox/OutboxContext';
import { OutboxPanel } from './outbox/OutboxPanel';

/** Addresses whose page this one stands for while there is no connection; of the others it says that they need one. */
const standsFor = [paths.home, paths.kept, paths.households, paths.visits, paths.surveys] as const;

/** The cadre's own households as this device keeps them, for where there is no connection. */
export default function KeptPage() {
  const { t } = useTranslation('visits');
  const { t: common } = useTranslation();
  const { offline, signOut } = useSession();
  const { own } = useOutbox();
  const phone = usePhone();
  const { pathname } = useLocation();
  const wanted = standsFor.some((one) => one === pathname) || pathname.startsWith(`${paths.households}/household_`) || pathname.startsWith(`${paths.surveys}/survey_`);
  return (
    <Page title={t('kept.title')} lead={own.keptAt && t('kept.lead', { at: formatDateTime(own.keptAt) })}>
      {!wanted && <Alert type="info" showIcon title={t('kept.needsLine')} />}
      <OutboxPanel />
      {own.households.length === 0 && <EmptyHint text={t('kept.none')} />}
      <Flex component="ul" gap="middle" wrap align="stretch" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {own.households.map((one) => (
          <li key={one.id} style={{ flex: '1 1 340px', maxWidth: 620 }}>
            <KeptHousehold household={one} />
          </li>
        ))}
      </Flex>
      {offline && (
        <Flex vertical gap="small" align="start">
          <Button block={phone} icon={<LogoutOutlined />} onClick={() => void signOut()}>
            {common('header.signOut')}
          </Button>
          <Typography.Text type="secondary">{t('kept.signOutHint')}</Typography.Text>
        </Flex>
      )}
    </Page>
  );
}

function KeptHousehold(props: { household: OwnHouseholdFragment }) {
  const { t } = useTranslation('visits');
  const { t: home } = useTranslation('home');
  const label = useEnumLabel();
  const due = useDueText();
  const ago = useAgoText();
  const { household } = props;
  return (
    <Card size="small" title={household.headName} extra={<TierTag tier={household.tier} />} style={{ height: '100%' }}>
      <Flex vertical gap="small">
        {household.address && (
          <span>
            <EnvironmentOutlined aria-hidden /> {household.address}
          </span>
        )}
        {household.phone && (
          <a href={`tel:${household.phone}`}>
            <PhoneOutlined aria-hidden /> {household.phone}
          </a>
        )}
        <Typography.Text type="secondary">
          {[label('HardshipCause', household.mainCause), ...household.needs.map((need) => label('Need', need))].join(' · ')}
        </Typography.Text>
        <Typography.Text type="secondary">{home('cadre.lastVisit', { when: ago(household.visits.nodes[0]?.visitedOn) })}</Typography.Text>
        {household.measures.length > 0 && (
          <Flex component="ul" vertical gap={6} aria-label={t('field.promises')} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {household.measures.map((one) => (
              <Flex component="li" key={one.id} justify="space-between" gap="small">
                <span>{one.text}</span>
                <Tag color={one.overdue ? 'error' : 'warning'} style={{ flex: 'none', alignSelf: 'start' }}>
                  {due(one.dueOn)}
                </Tag>
              </Flex>
            ))}
          </Flex>
        )}
        <KeptSurveys householdId={household.id} />
        <RecordVisitButton id={household.id} block ghost />
      </Flex>
    </Card>
  );
}

/** The way to the surveys of a household that are still to be made; one that is written waits in the outbox. */
function KeptSurveys(props: { householdId: string }) {
  const { t } = useTranslation('surveys');
  const navigate = useNavigate();
  const { own } = useOutbox();
  const entries = useOutboxEntries();
  return own.surveys
    .filter((one) => one.household.id === props.householdId && isUnfinished(one))
    .map((one) =>
      entries.some((entry) => entry.subject === 'survey' && entry.state !== 'sent' && taskOf(entry) === one.id) ? (
        <Tag key={one.id} color="warning" style={{ alignSelf: 'start' }}>
          {t('task.waiting')}
        </Tag>
      ) : (
        <Button key={one.id} type="primary" block onClick={() => void navigate(paths.surveyTask(one.id))}>
          {t('task.recordOf', { round: one.round.name })}
        </Button>
      ),
    );
}
