import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/app/session/SessionContext';
import type { UnionFactsFragment, UnionState } from '@/gql/graphql';
import { GrantStewardshipModal } from './GrantStewardshipModal';
import { MergeUnionModal, MoveUnionModal, UnionStateModal } from './UnionActModals';
import { CreateUnionModal, EditUnionModal } from './UnionForms';

type Act = 'edit' | 'create' | 'move' | 'merge' | 'suspend' | 'resume' | 'dissolve' | 'steward';

const ended: UnionState[] = ['MERGED', 'DISSOLVED'];

/** What a viewer may do with a union in its state. Nobody restructures the union they act for. */
export function possibleActs(
  union: { id: string; state: UnionState },
  ownId: string,
  can: (permission: 'UNION_EDIT' | 'UNION_STRUCTURE' | 'STEWARDSHIP_GRANT') => boolean,
): Act[] {
  if (ended.includes(union.state)) return [];
  const acts: Act[] = [];
  if (can('UNION_EDIT')) acts.push('edit');
  if (can('UNION_STRUCTURE')) {
    acts.push('create');
    if (union.id !== ownId) {
      acts.push('move', 'merge');
      if (union.state === 'ACTIVE') acts.push('suspend');
      if (union.state === 'SUSPENDED') acts.push('resume');
      acts.push('dissolve');
    }
  }
  if (can('STEWARDSHIP_GRANT') && union.id !== ownId) acts.push('steward');
  return acts;
}

/** The buttons of a union's page and the dialogues behind them. */
export function UnionActs(props: { union: UnionFactsFragment }) {
  const { t } = useTranslation('unions');
  const { t: common } = useTranslation();
  const { viewer, can } = useSession();
  const [open, setOpen] = useState<Act | null>(null);
  const acts = possibleActs(props.union, viewer.union.id, can);
  const dialogue = (act: Act) => ({ union: props.union, open: open === act, onClose: () => setOpen(null) });
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
              label: t(`acts.${act as Exclude<Act, 'edit' | 'create'>}`),
            })),
            onClick: ({ key }) => setOpen(key as Act),
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
