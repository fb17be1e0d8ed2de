import { Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { paths } from '@/app/paths';
import type { AidApplicationRowFragment, EligibilityFactsFragment } from '@/gql/graphql';
import { formatMoney } from '@/shared/format';
import { wordsOf } from '@/shared/needyFile';
import { pupilParts, underway } from './applicationForm';

export interface Pupil {
  id: string;
  name: string;
}

/** Begins an application of a household, or of each pupil where the programme is about pupils. */
export function ApplyButtons(props: { householdId: string; of: EligibilityFactsFragment; members: readonly Pupil[]; applications: readonly AidApplicationRowFragment[] }) {
  const { of, householdId, applications } = props;
  const { programme } = of;
  const pupils = pupilParts(of);
  if (pupils.length === 0) {
    return <One of={programme} before={underway(applications, programme, null)} name={programme.name} to={paths.newAidApplication({ household: householdId, programme: programme.id })} />;
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
            <One of={programme} before={underway(applications, programme, member)} name={`${programme.name} ${name}`} to={paths.newAidApplication({ household: householdId, programme: programme.id, member })} />
          </Flex>
        );
      })}
    </Flex>
  );
}

function One(props: { of: EligibilityFactsFragment['programme']; before: AidApplicationRowFragment | undefined; name: string; to: string }) {
  const { t } = useTranslation('applications');
  const navigate = useNavigate();
  const { before } = props;
  if (before) {
    const filed = before.state === 'FILED' || before.state === 'ENDING';
    return <Link to={paths.aidApplication(before.id)}>{t(filed ? 'apply.filed' : 'apply.underway')}</Link>;
  }
  const button = t('apply.button', wordsOf(props.of));
  return (
    <div>
      <Button type="primary" aria-label={`${button}：${props.name}`} onClick={() => void navigate(props.to)}>
        {button}
      </Button>
    </div>
  );
}
