import { PlusOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import type { HouseholdFactsFragment, MemberFactsFragment } from '@/gql/graphql';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatMoney } from '@/shared/format';
import { Rows } from '@/shared/Rows';
import { ChangeHeadModal } from './ChangeHeadModal';
import { AddMemberModal, EditMemberModal, RemoveMemberModal } from './MemberModals';

type Act = { kind: 'add' | 'head' } | { kind: 'edit' | 'remove'; member: MemberFactsFragment };

/** The people of a household. */
export function MembersCard(props: { household: HouseholdFactsFragment; editable: boolean }) {
  const { t } = useTranslation('households');
  const { t: common } = useTranslation();
  const label = useEnumLabel();
  const [act, setAct] = useState<Act | null>(null);
  const { household, editable } = props;
  const close = () => setAct(null);
  const work = (one: MemberFactsFragment) => {
    const parts = one.migrantWorker
      ? [t('member.migrantWorker'), one.trade, one.employer, one.workPlace, formatMoney(one.monthlyWage)]
      : [label('SchoolLevel', one.schoolLevel), one.school, one.grade];
    return parts.filter(Boolean).join('，') || common('none');
  };
  return (
    <Card
      size="small"
      title={t('members.title')}
      extra={
        editable && (
          <Flex gap={8}>
            {household.members.length > 1 && (
              <Button size="small" onClick={() => setAct({ kind: 'head' })}>
                {t('head.title')}
              </Button>
            )}
            <Button size="small" icon={<PlusOutlined />} onClick={() => setAct({ kind: 'add' })}>
              {t('members.add')}
            </Button>
          </Flex>
        )
      }
    >
      <Rows
        label={t('members.title')}
        rows={household.members}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={t('page.empty.members')} />}
        columns={[
          {
            key: 'name',
            title: t('member.name'),
            render: (row) => (
              <Flex gap={6} align="center" wrap>
                {row.name}
                {row.disputed && (
                  <Link to={paths.duplicates}>
                    <Tag color="warning">{t('member.disputed')}</Tag>
                  </Link>
                )}
              </Flex>
            ),
          },
          { key: 'relation', title: t('member.relation'), render: (row) => label('Relation', row.relation) },
          {
            key: 'sexAge',
            title: t('members.sexAge'),
            render: (row) => [label('Sex', row.sex), row.age === null ? common('unknown') : common('unit.years', { count: row.age })].join('，'),
          },
          {
            key: 'idNumber',
            title: t('member.idNumber'),
            render: (row) => row.idNumber ?? <Typography.Text type="secondary">{household.masked ? t('list.guarded') : common('unknown')}</Typography.Text>,
          },
          { key: 'health', title: t('member.health'), render: (row) => label('Health', row.health) },
          { key: 'work', title: t('member.work'), render: (row) => <span style={{ display: 'inline-block', maxWidth: 168, whiteSpace: 'normal' }}>{work(row)}</span> },
        ]}
        actions={
          editable
            ? (row) => (
                <>
                  <Button size="small" onClick={() => setAct({ kind: 'edit', member: row })} aria-label={`${common('actions.edit')}：${row.name}`}>
                    {common('actions.edit')}
                  </Button>
                  {row.relation !== 'SELF' && (
                    <Button size="small" onClick={() => setAct({ kind: 'remove', member: row })} aria-label={`${t('members.remove')}：${row.name}`}>
                      {t('members.remove')}
                    </Button>
                  )}
                </>
              )
            : undefined
        }
      />
      {act?.kind === 'add' && <AddMemberModal household={household} onClose={close} />}
      {act?.kind === 'head' && <ChangeHeadModal household={household} onClose={close} />}
      {act?.kind === 'edit' && <EditMemberModal member={act.member} onClose={close} />}
      {act?.kind === 'remove' && <RemoveMemberModal member={act.member} onClose={close} />}
    </Card>
  );
}
