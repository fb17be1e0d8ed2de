import { Button, Card, Flex, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LawyerFactsFragment } from '@/gql/graphql';
import { CodeModal, type OneTimeCode } from '@/pages/staff/CodeModal';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatCount } from '@/shared/format';
import { Rows } from '@/shared/Rows';
import { CodeLawyerModal, EditLawyerModal, EndLawyerModal, InviteLawyerModal } from './LawyerModals';
import { LawyerStateTag, useSpecialitiesText } from './PartnerParts';

type Asking = { kind: 'invite' } | { kind: 'edit' | 'code' | 'end'; lawyer: LawyerFactsFragment };

/**
 * The people of a partner with what they have in hand; changed and ended by whoever manages them. Codes are given out by
 * whoever `invites`: once somebody runs the account, not the union any more, which could sign in with one.
 */
export function LawyersCard(props: { partnerId: string; lawyers: readonly LawyerFactsFragment[]; manages: boolean; invites: boolean }) {
  const { t } = useTranslation('partners');
  const { t: common } = useTranslation();
  const specialities = useSpecialitiesText();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [code, setCode] = useState<OneTimeCode | null>(null);
  const { lawyers, manages, invites } = props;
  const isRun = lawyers.some((one) => one.admin && one.state === 'ACTIVE');
  const close = () => setAsking(null);
  const title = t('lawyer.title', { count: lawyers.length });
  return (
    <Card
      size="small"
      title={title}
      extra={
        invites && (
          <Button size="small" onClick={() => setAsking({ kind: 'invite' })}>
            {t('lawyer.invite.title')}
          </Button>
        )
      }
    >
      <Rows
        label={title}
        rows={lawyers}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={t('lawyer.empty')} />}
        columns={[
          {
            key: 'name',
            title: t('lawyer.name'),
            render: (row) => (
              <Flex gap={4} wrap align="center">
                {row.name}
                {row.admin && <Tag color="blue">{t('lawyer.admin')}</Tag>}
              </Flex>
            ),
          },
          { key: 'licence', title: t('lawyer.licenceNumber'), render: (row) => row.licenceNumber ?? t('lawyer.office') },
          { key: 'phone', title: t('lawyer.phone'), render: (row) => (row.phone ? <a href={`tel:${row.phone}`}>{row.phone}</a> : t('notGiven')) },
          { key: 'specialities', title: t('lawyer.specialities'), render: (row) => <span style={{ display: 'inline-block', maxWidth: 220, whiteSpace: 'normal' }}>{specialities(row.specialities)}</span>, deskOnly: true },
          { key: 'load', title: t('lawyer.load'), align: 'right', render: (row) => formatCount(row.load) },
          { key: 'state', title: t('lawyer.state'), render: (row) => <LawyerStateTag state={row.state} /> },
        ]}
        actions={
          manages
            ? (row) =>
                row.state !== 'LEFT' && (
                  <>
                    <Button size="small" aria-label={`${common('actions.edit')}：${row.name}`} onClick={() => setAsking({ kind: 'edit', lawyer: row })}>
                      {common('actions.edit')}
                    </Button>
                    {invites && (
                      <Button size="small" aria-label={`${t('lawyer.code.button')}：${row.name}`} onClick={() => setAsking({ kind: 'code', lawyer: row })}>
                        {t('lawyer.code.button')}
                      </Button>
                    )}
                    <Button size="small" danger aria-label={`${t('lawyer.end.button')}：${row.name}`} onClick={() => setAsking({ kind: 'end', lawyer: row })}>
                      {t('lawyer.end.button')}
                    </Button>
                  </>
                )
            : undefined
        }
      />
      {asking?.kind === 'invite' && <InviteLawyerModal partnerId={props.partnerId} first={!isRun} onClose={close} onCode={setCode} />}
      {asking?.kind === 'edit' && <EditLawyerModal of={asking.lawyer} onClose={close} />}
      {asking?.kind === 'code' && <CodeLawyerModal of={asking.lawyer} onClose={close} onCode={setCode} />}
      {asking?.kind === 'end' && <EndLawyerModal of={asking.lawyer} onClose={close} />}
      {code && <CodeModal given={code} onClose={() => setCode(null)} />}
    </Card>
  );
}
