import { Breadcrumb, Button, Card, Descriptions, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { StaffPageDocument } from '@/gql/graphql';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatDate } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Notice } from '@/shared/Notice';
import { Page } from '@/shared/Page';
import { Rows } from '@/shared/Rows';
import { usePhone } from '@/shared/usePhone';
import { CodeModal, type OneTimeCode } from './CodeModal';
import { EditStaffModal, EndStaffModal, ResetModal, SetRolesModal } from './StaffModals';
import { PairingLoad, RoleTags, StaffStateTag } from './StaffParts';

type Act = 'edit' | 'roles' | 'end' | 'reset';

/** One member of staff: post, roles, the households they answer for, and what may be changed. */
export default function StaffPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation('staff');
  const { t: common } = useTranslation();
  const { can } = useSession();
  const label = useEnumLabel();
  const phone = usePhone();
  const [open, setOpen] = useState<Act | null>(null);
  const [code, setCode] = useState<OneTimeCode | null>(null);
  const [{ data, fetching, error }, retry] = useQuery({
    query: StaffPageDocument,
    variables: { id, pairings: can('PAIRING_READ') },
  });
  const member = data?.staffMember;
  if (error && !member) return <LoadProblem error={error} retry={() => retry()} />;
  if (!member || member.id !== id) {
    return fetching ? <Skeleton active /> : <Notice status="404" title={t('gone')} />;
  }
  const dialogue = (act: Act) => ({ member, open: open === act, onClose: () => setOpen(null) });
  const manage = can('STAFF_MANAGE') && member.state !== 'LEFT';
  return (
    <Page
      title={member.name}
      extra={<StaffStateTag state={member.state} />}
      lead={`${member.union.name} · ${member.title}`}
      above={
        <Breadcrumb
          items={[
            { title: <Link to={`${paths.staff}?union=${member.union.id}`}>{common('nav.staff')}</Link> },
            { title: member.name },
          ]}
        />
      }
      actions={
        manage && (
          <>
            <Button onClick={() => setOpen('edit')}>{common('actions.edit')}</Button>
            <Button onClick={() => setOpen('roles')}>{t('setRoles.button')}</Button>
            <Button onClick={() => setOpen('reset')}>{t('reset.button')}</Button>
            <Button danger onClick={() => setOpen('end')}>
              {t('end.button')}
            </Button>
          </>
        )
      }
    >
      <Card size="small" title={t('facts')}>
        <Descriptions
          column={phone ? 1 : 3}
          size="small"
          items={[
            { key: 'union', label: t('union'), children: <Link to={paths.union(member.union.id)}>{member.union.name}</Link> },
            { key: 'title', label: t('title'), children: member.title },
            { key: 'employment', label: t('employment'), children: label('Employment', member.employment) },
            { key: 'phone', label: t('phone'), children: member.phone || common('unknown') },
            { key: 'roles', label: t('roles'), children: <RoleTags roles={member.roles} /> },
            { key: 'load', label: t('load'), children: <PairingLoad count={member.activePairingCount} roles={member.roles} /> },
          ]}
        />
      </Card>
      {member.pairings && (
        <Card size="small" title={t('households')}>
          <Rows
            label={t('households')}
            rows={member.pairings}
            rowKey={(row) => row.id}
            empty={<EmptyHint text={t('noHouseholds')} />}
            columns={[
              { key: 'head', title: t('head'), render: (row) => <Link to={paths.household(row.household.id)}>{row.household.headName}</Link> },
              { key: 'address', title: t('address'), render: (row) => row.household.address ?? common('unknown') },
              { key: 'tier', title: t('tier'), render: (row) => <Tag>{label('HardshipTier', row.household.tier)}</Tag> },
              { key: 'since', title: t('since'), render: (row) => formatDate(row.startedOn) },
            ]}
          />
        </Card>
      )}
      <EditStaffModal {...dialogue('edit')} />
      <SetRolesModal {...dialogue('roles')} />
      <EndStaffModal {...dialogue('end')} />
      <ResetModal {...dialogue('reset')} onCode={setCode} />
      <CodeModal given={code} onClose={() => setCode(null)} />
    </Page>
  );
}
