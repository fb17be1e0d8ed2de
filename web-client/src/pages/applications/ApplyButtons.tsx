import { Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { paths } from '@/app/paths';
import type { AidApplicationRowFragment, EligibilityFactsFragment } from '@/gql/graphql';
import { formatMoney } from '@/shared/format';
import { underway } from './applicationForm';

export interface Pupil {
  id: string;
  name: string;
}

/** Begins an application of a household, or of each pupil where the programme is about pupils. */
export function ApplyButtons(props: { householdId: string; of: EligibilityFactsFragment; members: readonly Pupil[]; applications: readonly AidApplicationRowFragment[] }) {
  const { of, householdId, applications } = props;
  const programme = of.programme.id;
  const pupils = of.parts.filter((one) => one.memberId !== null);
  if (pupils.length === 0) {
    return <One before={underway(applications, programme, null)} name={of.programme.name} to={paths.newAidApplication({ household: householdId, programme })} />;
  }
  return (
    <Flex component="ul" vertical gap={6} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {pupils.map((part) => {
        const member = part.memberId;
        const name = props.members.find((one) => one.id === member)?.name ?? '';
        return (
          <Flex component="li" key={member} gap="small" align="center" wrap>
            <span style={{ minWidth: 64 }}>{name}</span>
            <Typography.Text type="secondary">{part.least === part.most ? formatMoney(part.least) : `${formatMoney(part.least)} – ${formatMoney(part.most)}`}</Typography.Text>
            <One before={underway(applications, programme, member)} name={`${of.programme.name} ${name}`} to={paths.newAidApplication({ household: householdId, programme, member })} />
          </Flex>
        );
      })}
    </Flex>
  );
}

function One(props: { before: { id: string } | undefined; name: string; to: string }) {
  const { t } = useTranslation('applications');
  const navigate = useNavigate();
  if (props.before) return <Link to={paths.aidApplication(props.before.id)}>{t('apply.underway')}</Link>;
  return (
    <div>
      <Button type="primary" aria-label={`${t('apply.button')}：${props.name}`} onClick={() => void navigate(props.to)}>
        {t('apply.button')}
      </Button>
    </div>
  );
}
