import { Breadcrumb, Button, Col, Flex, Result, Row, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { HouseholdPageDocument, type HouseholdPageQuery } from '@/gql/graphql';
import { PairingBox } from '@/pages/pairing/PairingBox';
import { today } from '@/shared/day';
import { formatDate } from '@/shared/format';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { MaskedNotice } from '@/shared/OpenMasked';
import { Page } from '@/shared/Page';
import { usePhone } from '@/shared/usePhone';
import { EditHouseholdModal, OpenHouseholdModal, StatusModal, type OpenedHousehold } from './HouseholdModals';
import { HouseholdStatusTag, TierTag } from './HouseholdParts';
import { HouseholdTabs } from './HouseholdTabs';
import { followedUntil, followsApplication } from './needyFile';
import { RecordVisitButton } from './RecordVisitButton';

const context = { additionalTypenames: ['Household', 'Member', 'Pairing'] };

/** One household: its facts, people, cadre, and all that was done. */
export default function HouseholdPage() {
  const { t } = useTranslation('households');
  const { t: common } = useTranslation();
  const { id = '' } = useParams();
  const { can } = useSession();
  const [{ data, error, fetching }, retry] = useQuery({ query: HouseholdPageDocument, variables: { id, aid: can('AID_READ') }, context });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  if (!data.household) {
    return fetching ? (
      <Loading />
    ) : (
      <Result status="404" title={t('page.gone')} extra={<Link to={paths.households}>{common('nav.households')}</Link>} />
    );
  }
  return <HouseholdView key={id} household={data.household} />;
}

function HouseholdView(props: { household: NonNullable<HouseholdPageQuery['household']> }) {
  const { t } = useTranslation('households');
  const { t: common } = useTranslation();
  const { can, manages } = useSession();
  const phone = usePhone();
  const [act, setAct] = useState<'edit' | 'status' | 'open' | null>(null);
  // The full facts of a superior's look stay in this page's memory and go with it.
  const [opened, setOpened] = useState<OpenedHousehold | null>(null);
  const household = opened ?? props.household;
  const applications = props.household.aidApplications ?? [];
  const followed = household.needyFile === 'RELIEVED' ? followedUntil(applications, today()) : null;
  const close = () => setAct(null);
  const editable = can('HOUSEHOLD_EDIT') && manages(household.union.id) && !props.household.masked;
  const openable = can('HOUSEHOLD_OPEN');
  const visitable = can('VISIT_RECORD') && manages(household.union.id) && household.status !== 'CLOSED';

  return (
    <Page
      title={household.headName}
      lead={`${t('field.fileNumber')} ${household.fileNumber}`}
      above={
        <Breadcrumb
          items={[{ title: <Link to={paths.households}>{common('nav.households')}</Link> }, { title: household.union.shortName }, { title: household.headName }]}
        />
      }
      extra={
        <Flex gap={4} wrap>
          <HouseholdStatusTag status={household.status} />
          <TierTag tier={household.tier} />
          {followed && <Tag color="success">{t('page.followedUntil', { day: formatDate(followed) })}</Tag>}
        </Flex>
      }
      actions={
        <>
          {visitable && <RecordVisitButton id={household.id} />}
          {editable && <Button onClick={() => setAct('edit')}>{t('edit.button')}</Button>}
          {editable && <Button onClick={() => setAct('status')}>{t('status.button')}</Button>}
        </>
      }
    >
      {props.household.masked && (
        <MaskedNotice
          opened={opened !== null}
          title={t('page.masked')}
          description={openable ? undefined : t('page.maskedNoRight')}
          onOpen={openable ? () => setAct('open') : undefined}
        />
      )}
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={17}>
          <HouseholdTabs household={household} editable={editable} opened={opened?.attachments.nodes} />
        </Col>
        {!phone && can('PAIRING_READ') && (
          <Col xs={24} xl={7}>
            <PairingBox household={household} />
          </Col>
        )}
      </Row>
      <EditHouseholdModal household={household} followsApplication={followsApplication(applications)} open={act === 'edit'} onClose={close} />
      <StatusModal household={household} open={act === 'status'} onClose={close} />
      <OpenHouseholdModal household={household} open={act === 'open'} onClose={close} onOpened={setOpened} />
    </Page>
  );
}
