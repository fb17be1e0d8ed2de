import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/app/session/SessionContext';
import type { UnionFactsFragment } from '@/gql/graphql';
import { GrantStewardshipModal } from './GrantStewardshipModal';
import { possibleActs, type UnionAct } from './possibleActs';
import { MergeUnionModal, MoveUnionModal, UnionStateModal } from './UnionActModals';
import { CreateUnionModal, EditUnionModal } from './UnionForms';

/** The buttons of a union's page and the dialogues behind them. */
export function UnionActs(props: { union: UnionFactsFragment }) {
  const { t } = useTranslation('unions');
  const { t: common } = useTranslation();
  const { viewer, can } = useSession();
  const [open, setOpen] = useState<UnionAct | null>(null);
  const acts = possibleActs(props.union, viewer.union.id, can);
  const dialogue = (act: UnionAct) => ({ union: props.union, open: open === act, onClose: () => setOpen(null) });
  const more = acts.filter((act) => act !== 'edit' && act !== 'create');
  return (
    <>
      {acts.includes('edit') && <Button onClick={() => setOpen('edit')}>{common('actions.edit')}</Button>}
      {acts.includes('create') && (
        <Button type="primary" onClick={() => setOpen('create')}>
          {t('createChild')}
        </Button>
      )}
      {more.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: more.map((act) => ({
              key: act,
              danger: act === 'dissolve' || act === 'merge',
              label: t(`acts.${act as Exclude<UnionAct, 'edit' | 'create'>}`),
            })),
            onClick: ({ key }) => setOpen(key as UnionAct),
          }}
        >
          <Button icon={<DownOutlined />} iconPlacement="end">
            {common('actions.more')}
          </Button>
        </Dropdown>
      )}
      <EditUnionModal {...dialogue('edit')} />
      <CreateUnionModal {...dialogue('create')} />
      <MoveUnionModal {...dialogue('move')} />
      <MergeUnionModal {...dialogue('merge')} />
      <UnionStateModal act="suspend" {...dialogue('suspend')} />
      <UnionStateModal act="resume" {...dialogue('resume')} />
      <UnionStateModal act="dissolve" {...dialogue('dissolve')} />
      <GrantStewardshipModal unionId={props.union.id} open={open === 'steward'} onClose={() => setOpen(null)} />
    </>
  );
}
