import { Card, Flex, Segmented, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { RightsCaseColumnDocument, type RightsCaseFilter } from '@/gql/graphql';
import { LoadProblem } from '@/shared/LoadProblem';
import { usePhone } from '@/shared/usePhone';
import { BoardCard } from './BoardCard';
import { rightsContext } from './context';
import { columnOrder, columns, type Column } from './states';

/** The cases that are not closed, column by column; on a phone one column at a time. */
export function Board(props: { filter: RightsCaseFilter }) {
  const { t } = useTranslation('rights');
  const phone = usePhone();
  const [shown, setShown] = useState<Column>('REPORTED');
  if (phone) {
    return (
      <Flex vertical gap="small">
        <div style={{ overflowX: 'auto' }}>
          <Segmented aria-label={t('board.choose')} value={shown} onChange={setShown} options={columnOrder.map((value) => ({ value, label: t(`column.${value}`) }))} />
        </div>
        <BoardColumn key={shown} column={shown} filter={props.filter} />
      </Flex>
    );
  }
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(184px, 1fr))', gap: 8 }}>
      {columnOrder.map((column) => (
        <BoardColumn key={column} column={column} filter={props.filter} />
      ))}
    </div>
  );
}

function BoardColumn({ column, filter }: { column: Column; filter: RightsCaseFilter }) {
  const { t } = useTranslation('rights');
  const states = columns[column];
  const [{ data, error }, retry] = useQuery({ query: RightsCaseColumnDocument, variables: { filter: { ...filter, states: [...states] } }, context: rightsContext });
  const found = data?.rightsCases;
  const title = t(`column.${column}`);
  const list = new URLSearchParams({
    view: 'list',
    state: states.join(','),
    ...(filter.kinds?.[0] ? { kind: filter.kinds[0] } : {}),
    ...(filter.side ? { side: filter.side } : {}),
    ...(filter.unionId ? { union: filter.unionId } : {}),
  });
  return (
    <section aria-label={title} style={{ minWidth: 0 }}>
      <Card
        size="small"
        title={title}
        style={{ height: '100%', background: 'rgba(0, 0, 0, 0.02)' }}
        styles={{ body: { padding: 8 } }}
      >
        {error && !found && <LoadProblem error={error} retry={() => retry()} />}
        {!found && !error && <Skeleton active title={false} />}
        {found?.nodes.length === 0 && <Typography.Text type="secondary">{t('board.none')}</Typography.Text>}
        {found && found.nodes.length > 0 && (
          <Flex component="ul" vertical gap="small" aria-label={title} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {found.nodes.map((one) => (
              <li key={one.id}>
                <BoardCard of={one} withState={states.length > 1} />
              </li>
            ))}
          </Flex>
        )}
        {found?.pageInfo.hasNextPage && (
          <div style={{ marginTop: 8 }}>
            <Link to={`${paths.rights}?${list.toString()}`} aria-label={t('board.moreOf', { column: title })}>
              {t('board.more')}
            </Link>
          </div>
        )}
      </Card>
    </section>
  );
}
