import { HolderOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { BoardHouseholdsDocument, type BoardHouseholdFragment } from '@/gql/graphql';
import { HouseholdLink, TierTag } from '@/pages/households/HouseholdParts';
import { EmptyHint } from '@/shared/EmptyHint';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { MoreButton, MorePages, type OnMore } from '@/shared/MorePages';
import type { Dragged } from './CadreCard';

const context = { additionalTypenames: ['Household', 'Pairing'] };

interface ListProps {
  unionId: string;
  onDrag: (dragged: Dragged | null) => void;
  onChoose: (household: BoardHouseholdFragment) => void;
}

/** The households that wait for a cadre: to be dragged, or paired by the button. */
export function UnpairedList(props: ListProps) {
  return <MorePages key={props.unionId} part={(after, onMore) => <Part {...props} after={after} onMore={onMore} />} />;
}

function Part(props: ListProps & { after: string | null; onMore: OnMore }) {
  const { t } = useTranslation('pairing');
  const label = useEnumLabel();
  const [{ data, error }, retry] = useQuery({
    query: BoardHouseholdsDocument,
    variables: { unionId: props.unionId, after: props.after },
    context,
  });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  if (!data) return <Loading />;
  const { nodes, pageInfo } = data.households;
  if (nodes.length === 0) return <EmptyHint text={t('board.unpairedNone')} />;
  return (
    <>
      <Flex component="ul" vertical gap="small" aria-label={t('board.unpaired')} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {nodes.map((one) => (
          <li key={one.id}>
            <Card
              size="small"
              draggable
              style={{ cursor: 'grab' }}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move';
                event.dataTransfer.setData('text/plain', one.id);
                props.onDrag({ household: one });
              }}
              onDragEnd={() => props.onDrag(null)}
            >
              <Flex justify="space-between" align="center" gap="small">
                <Flex gap="small" align="start" style={{ minWidth: 0 }}>
                  <HolderOutlined aria-hidden style={{ marginTop: 5 }} />
                  <Flex vertical gap={2} style={{ minWidth: 0 }}>
                    <Flex gap={6} align="center" wrap>
                      <HouseholdLink household={one} />
                      <TierTag tier={one.tier} />
                    </Flex>
                    <Typography.Text type="secondary" ellipsis>
                      {[label('HardshipCause', one.mainCause), one.address].filter(Boolean).join(' · ')}
                    </Typography.Text>
                  </Flex>
                </Flex>
                <Button onClick={() => props.onChoose(one)} aria-label={`${t('board.choose')}：${one.headName}`}>
                  {t('board.choose')}
                </Button>
              </Flex>
            </Card>
          </li>
        ))}
      </Flex>
      <MoreButton pageInfo={pageInfo} onMore={props.onMore} />
    </>
  );
}
