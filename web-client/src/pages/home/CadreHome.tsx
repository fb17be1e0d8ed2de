import { PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Tag } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { CadreHomeDocument } from '@/gql/graphql';
import { OwnOpenSurveys } from '@/pages/surveys/OpenSurveys';
import { useAgoText } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { usePhone } from '@/shared/usePhone';
import { DueList } from './DueList';
import { ListCard, Section } from './Section';
import { ShortList } from './ShortList';
import { fromToday } from '@/shared/day';

/** How many days ahead a promise counts as due soon. */
const soonDays = 14;

/** A cadre's own households, the promises that fall due, and hand-overs to answer. */
export function CadreHome() {
  const { t } = useTranslation('home');
  const { viewer, can } = useSession();
  const label = useEnumLabel();
  const ago = useAgoText();
  const phone = usePhone();
  const navigate = useNavigate();
  const dueBefore = useMemo(() => fromToday(soonDays, 'day'), []);
  const [{ data, error }, retry] = useQuery({ query: CadreHomeDocument, variables: { dueBefore } });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;

  const offered = data?.handOvers.nodes.filter((one) => one.to?.id === viewer.post.id && one.state === 'PROPOSED') ?? [];
  return (
    <Section
      title={t('cadre.title')}
      extra={
        can('VISIT_RECORD') && (
          <Button type="primary" block={phone} icon={<PlusOutlined />} onClick={() => void navigate(paths.newVisit())}>
            {t('cadre.recordVisit')}
          </Button>
        )
      }
    >
      {offered.map((one) => (
        <Alert
          key={one.id}
          type="info"
          showIcon
          title={t('cadre.offered', { from: one.from?.name ?? '—', household: one.pairing.household.headName })}
          description={one.note}
          action={<Link to={paths.handOvers}>{t('cadre.answer')}</Link>}
        />
      ))}
      <OwnOpenSurveys />
      <Flex gap="small" wrap align="stretch">
        <ListCard title={t('cadre.due', { count: soonDays })} to={`${paths.measures}?mine=1`} toText={t('all')}>
          <DueList label={t('cadre.due', { count: soonDays })} rows={data?.measures.nodes} empty={t('cadre.noDue')} />
        </ListCard>
        <ListCard title={t('cadre.households')} to={paths.myHouseholds} toText={t('all')}>
          <ShortList
            label={t('cadre.households')}
            rows={data?.households.nodes}
            rowKey={(row) => row.id}
            empty={t('cadre.noHouseholds')}
            main={(row) => <Link to={paths.household(row.id)}>{row.headName}</Link>}
            detail={(row) => `${label('HardshipCause', row.mainCause)} · ${t('cadre.lastVisit', { when: ago(row.visits.nodes[0]?.visitedOn) })}`}
            side={(row) => (
              <Flex gap={4} vertical align="end">
                <Tag>{label('HardshipTier', row.tier)}</Tag>
                {row.measures.length > 0 && (
                  <Tag color={row.measures.some((one) => one.overdue) ? 'error' : 'default'}>
                    {t('cadre.openMeasures', { count: row.measures.length })}
                  </Tag>
                )}
              </Flex>
            )}
          />
        </ListCard>
      </Flex>
    </Section>
  );
}
