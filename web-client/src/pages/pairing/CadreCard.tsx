import { HolderOutlined, MoreOutlined } from '@ant-design/icons';
import { Button, Card, Dropdown, Flex, Progress, Tag, theme, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { paths } from '@/app/paths';
import type { BoardCadreFragment, BoardHouseholdFragment } from '@/gql/graphql';
import { HouseholdLink, TierTag } from '@/pages/households/HouseholdParts';
import { loadOf, most } from './load';

/** What is being dragged: an unpaired household, or one that a cadre has now. */
export interface Dragged {
  household: BoardHouseholdFragment;
  pairing?: { id: string; version: number; cadre: { id: string; name: string } };
}

export type PairingAct = 'transfer' | 'end' | 'helper';

/** A cadre with their households: a place to drop another one. */
export function CadreCard(props: {
  cadre: BoardCadreFragment;
  dragged: Dragged | null;
  onDrag: (dragged: Dragged | null) => void;
  onDrop: (cadre: BoardCadreFragment) => void;
  onAct: (act: PairingAct, dragged: Required<Dragged>) => void;
}) {
  const { t } = useTranslation('pairing');
  const { token } = theme.useToken();
  const [over, setOver] = useState(false);
  const { cadre, dragged } = props;
  const load = loadOf(cadre.activePairingCount);
  const takes = dragged !== null && dragged.pairing?.cadre.id !== cadre.id && !load.full;
  return (
    <section aria-label={t('board.loadLabel', { name: cadre.name, count: load.count })}>
      <Card
        size="small"
        title={
          <Flex gap="small" align="center" wrap>
            <Link to={paths.staffMember(cadre.id)}>{cadre.name}</Link>
            <Typography.Text type="secondary">{cadre.title}</Typography.Text>
          </Flex>
        }
        extra={<LoadMeter name={cadre.name} count={load.count} />}
        style={{
          outline: takes ? `2px ${over ? 'solid' : 'dashed'} ${token.colorPrimary}` : undefined,
          opacity: dragged && !takes ? 0.6 : 1,
        }}
        onDragOver={(event) => {
          if (!takes) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (takes) props.onDrop(cadre);
        }}
      >
        {cadre.pairings.length === 0 && <Typography.Text type="secondary">{takes && over ? t('board.dropHere') : t('board.emptyCard')}</Typography.Text>}
        <Flex component="ul" vertical gap={4} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {cadre.pairings.map(({ household, ...pairing }) => {
            const paired = { household, pairing: { ...pairing, cadre } };
            return (
              <li key={pairing.id}>
                <Flex
                  justify="space-between"
                  align="center"
                  gap="small"
                  draggable
                  onDragStart={(event) => {
                    event.dataTransfer.effectAllowed = 'move';
                    event.dataTransfer.setData('text/plain', household.id);
                    props.onDrag(paired);
                  }}
                  onDragEnd={() => props.onDrag(null)}
                  style={{ cursor: 'grab' }}
                >
                  <Flex gap={6} align="center" wrap>
                    <HolderOutlined aria-hidden />
                    <HouseholdLink household={household} />
                    <TierTag tier={household.tier} />
                  </Flex>
                  <Dropdown
                    trigger={['click']}
                    menu={{
                      items: [
                        { key: 'transfer', label: t('act.transfer') },
                        { key: 'helper', label: t('act.helper') },
                        { key: 'end', label: t('act.end'), danger: true },
                      ],
                      onClick: ({ key }) => props.onAct(key as PairingAct, paired),
                    }}
                  >
                    <Button type="text" icon={<MoreOutlined />} aria-label={t('board.actions', { household: household.headName })} />
                  </Dropdown>
                </Flex>
              </li>
            );
          })}
        </Flex>
      </Card>
    </section>
  );
}

function LoadMeter(props: { name: string; count: number }) {
  const { t } = useTranslation('pairing');
  const { token } = theme.useToken();
  const load = loadOf(props.count);
  return (
    <Flex gap="small" align="center">
      {load.missing > 0 && <Tag color="warning">{t('board.short', { count: load.missing })}</Tag>}
      {load.full && <Tag>{t('board.full')}</Tag>}
      <Progress
        aria-label={t('board.loadLabel', { name: props.name, count: load.count })}
        steps={most}
        percent={(load.count / most) * 100}
        showInfo={false}
        strokeColor={load.missing > 0 ? token.colorWarning : token.colorSuccess}
      />
      <span>{t('board.load', { count: load.count })}</span>
    </Flex>
  );
}
