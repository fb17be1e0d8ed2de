import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { usePartnerViewer } from '@/app/session/SessionContext';
import { PortalHomeDocument, type DelegationRowFragment } from '@/gql/graphql';
import { delegationContext } from '@/pages/delegations/context';
import { DelegationStateTag, NextDate, useAgainstText } from '@/pages/delegations/DelegationParts';
import { dayAndTime, spanOf } from '@/pages/delegations/hearingTime';
import { Money } from '@/pages/funds/FundParts';
import { ListCard, Section } from '@/pages/home/Section';
import { ShortList } from '@/pages/home/ShortList';
import { DueTag } from '@/pages/rights/CaseParts';
import { fromToday, today } from '@/shared/day';
import { isZero } from '@/shared/money';
import { LoadProblem } from '@/shared/LoadProblem';
import { Page } from '@/shared/Page';

/** Days ahead whose hearings stand on the first page. */
const days = 30;

/** What a partner's person has to do: answer offers first, then what is in hand, and where to be next. */
export default function PortalHomePage() {
  const { t } = useTranslation('portal');
  const label = useEnumLabel();
  const against = useAgainstText();
  const { person } = usePartnerViewer();
  const { portal } = paths;
  const [{ data, error }, retry] = useQuery({ query: PortalHomeDocument, variables: { from: today(), to: fromToday(days, 'day') }, context: delegationContext });
  return (
    <Page title={t('home.title', { name: person.name })}>
      {error && !data && <LoadProblem error={error} retry={() => retry()} />}
      <Section title={t('home.offers')}>
        {data && data.offers.nodes.length > 0 ? (
          <Flex component="ul" vertical gap="small" aria-label={t('home.offers')} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {data.offers.nodes.map((one) => (
              <li key={one.id}>
                <Offer of={one} />
              </li>
            ))}
          </Flex>
        ) : (
          <Card size="small">
            <ShortList label={t('home.offers')} rows={data?.offers.nodes} rowKey={(one) => one.id} empty={t('home.noOffers')} main={(one) => one.label} />
          </Card>
        )}
      </Section>
      <Flex gap="middle" wrap align="start">
        <ListCard title={t('home.inHand')} to={portal.delegations} toText={t('home.all')}>
          <ShortList
            label={t('home.inHand')}
            rows={data?.inHand.nodes}
            rowKey={(one) => one.id}
            empty={t('home.nothingInHand')}
            main={(one) => (
              <Link to={portal.delegation(one.id)} style={{ textDecoration: 'underline' }}>
                {`${one.label} ${one.number}`}
              </Link>
            )}
            detail={(one) => (
              <>
                {[label('RightsCaseKind', one.caseKind), against(one), one.lawyer?.name].filter(Boolean).join(' · ')} <NextDate of={one} />
              </>
            )}
            side={(one) => <DelegationStateTag state={one.state} />}
          />
        </ListCard>
        <ListCard title={t('home.hearings')} to={portal.hearings} toText={t('home.all')}>
          <ShortList
            label={t('home.hearings')}
            rows={data?.hearings.nodes}
            rowKey={(one) => one.id}
            empty={t('home.noHearings', { days })}
            main={(one) => <strong>{`${dayAndTime(one.startsAt).day} ${spanOf(one)} ${label('HearingKind', one.kind)}`}</strong>}
            detail={(one) => (
              <>
                {one.venue} ·{' '}
                <Link to={portal.delegation(one.delegation.id)} style={{ textDecoration: 'underline' }}>
                  {`${one.delegation.label} ${one.delegation.number}`}
                </Link>
              </>
            )}
          />
        </ListCard>
      </Flex>
    </Page>
  );
}

/** An offer to answer: about what, against whom, how much, and until when. */
function Offer({ of }: { of: DelegationRowFragment }) {
  const { t } = useTranslation('portal');
  const label = useEnumLabel();
  const against = useAgainstText();
  return (
    <Card size="small">
      <Flex justify="space-between" align="center" gap="small" wrap>
        <Flex vertical gap={4} style={{ flex: '1 1 280px', minWidth: 0 }}>
          <Flex gap="small" wrap align="center">
            <strong>{[label('DelegationKind', of.kind), label('RightsCaseKind', of.caseKind)].join(' · ')}</strong>
            <DueTag title={t('home.answerBy', { day: of.answerBy })} dueOn={of.answerBy} />
          </Flex>
          <span>
            {`${of.label} · ${against(of)}`}
            {!isZero(of.claimed) && (
              <>
                {' · '}
                <Money amount={of.claimed} />
              </>
            )}
          </span>
          <Typography.Text type="secondary">{[t('home.delegatedBy', { union: of.unionName }), of.number].join(' · ')}</Typography.Text>
        </Flex>
        <Link to={paths.portal.delegation(of.id)} aria-label={`${t('home.answer')}：${of.number}`} style={{ fontWeight: 600 }}>
          {t('home.answer')}
        </Link>
      </Flex>
    </Card>
  );
}
