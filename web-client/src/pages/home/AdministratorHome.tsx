import { Button, Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { AdministratorHomeDocument } from '@/gql/graphql';
import { UnionOpenSurveys } from '@/pages/surveys/OpenSurveys';
import { LoadProblem } from '@/shared/LoadProblem';
import { useUnionScope } from '@/shared/useUnionScope';
import { DueList } from './DueList';
import { ListCard, Section } from './Section';
import { ShortList } from './ShortList';

/** What is missing in the own union: households without a cadre, cadres without households, late promises. */
export function AdministratorHome() {
  const { t } = useTranslation('home');
  const { can } = useSession();
  const label = useEnumLabel();
  const navigate = useNavigate();
  const { unionId, subtree } = useUnionScope({});
  const shown = {
    pairing: can('PAIRING_MANAGE') && can('HOUSEHOLD_READ'),
    staff: can('STAFF_READ') && can('PAIRING_READ'),
    measures: can('VISIT_READ'),
  };
  const [{ data, error }, retry] = useQuery({ query: AdministratorHomeDocument, variables: { unionId, subtree, ...shown } });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;

  return (
    <Section
      title={t('administrator.title')}
      extra={
        <Flex gap="small" wrap>
          {can('HOUSEHOLD_EDIT') && (
            <Button onClick={() => void navigate(paths.newHousehold)}>{t('administrator.register')}</Button>
          )}
          {can('PAIRING_MANAGE') && (
            <Button onClick={() => void navigate(paths.pairing)}>{t('administrator.pair')}</Button>
          )}
          {can('STAFF_MANAGE') && (
            <Button onClick={() => void navigate(`${paths.staff}?invite=1`)}>{t('administrator.invite')}</Button>
          )}
        </Flex>
      }
    >
      <UnionOpenSurveys />
      <Flex gap="small" wrap align="stretch">
        {shown.pairing && (
          <ListCard title={t('administrator.unpaired')} to={paths.pairing} toText={t('administrator.toPairing')}>
            <ShortList
              label={t('administrator.unpaired')}
              rows={data?.unpaired?.nodes ?? (data ? [] : undefined)}
              rowKey={(row) => row.id}
              empty={t('administrator.noUnpaired')}
              main={(row) => <Link to={paths.household(row.id)}>{row.headName}</Link>}
              detail={(row) => [label('HardshipCause', row.mainCause), row.address].filter(Boolean).join(' · ')}
              side={(row) => <Tag>{label('HardshipTier', row.tier)}</Tag>}
            />
          </ListCard>
        )}
        {shown.staff && (
          <ListCard
            title={t('administrator.shortfalls')}
            to={`${paths.staff}?shortfall=1`}
            toText={t('all')}
          >
            <ShortList
              label={t('administrator.shortfalls')}
              rows={data?.shortfalls?.nodes ?? (data ? [] : undefined)}
              rowKey={(row) => row.id}
              empty={t('administrator.noShortfalls')}
              main={(row) => <Link to={paths.staffMember(row.id)}>{row.name}</Link>}
              detail={(row) => row.title}
              side={(row) => <Tag color="warning">{t('administrator.pairedWith', { count: row.activePairingCount })}</Tag>}
            />
          </ListCard>
        )}
        {shown.measures && (
          <ListCard title={t('administrator.overdue')} to={`${paths.measures}?view=overdue`} toText={t('all')}>
            <DueList
              label={t('administrator.overdue')}
              rows={data?.overdue?.nodes ?? (data ? [] : undefined)}
              empty={t('administrator.noOverdue')}
              showCadre
            />
          </ListCard>
        )}
      </Flex>
    </Section>
  );
}
