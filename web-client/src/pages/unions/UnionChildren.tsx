import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { UnionChildrenDocument, type UnionChildrenQuery } from '@/gql/graphql';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatCount } from '@/shared/format';
import { LoadProblem } from '@/shared/LoadProblem';
import { Rows } from '@/shared/Rows';
import { UnionStateTag } from './UnionStateTag';

type Child = NonNullable<UnionChildrenQuery['union']>['children']['nodes'][number];

const context = { additionalTypenames: ['Union'] };

/** The unions directly below one, a hundred at a time. */
export function UnionChildren(props: { unionId: string }) {
  const { t } = useTranslation('unions');
  const { t: common } = useTranslation();
  const label = useEnumLabel();
  const [before, setBefore] = useState<{ rows: Child[]; after: string | null }>({ rows: [], after: null });
  const [{ data, fetching, error }, retry] = useQuery({
    query: UnionChildrenDocument,
    variables: { id: props.unionId, after: before.after },
    context,
  });
  if (error && !data) return <LoadProblem error={error} retry={() => retry()} />;
  const page = data?.union?.children;
  const rows = page ? [...before.rows, ...page.nodes] : undefined;
  const end = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  return (
    <>
      <Rows
        label={t('children')}
        rows={rows}
        loading={fetching}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={t('noChildren')} />}
        columns={[
          { key: 'name', title: t('name'), render: (row) => <Link to={paths.union(row.id)}>{row.name}</Link> },
          { key: 'level', title: t('level'), render: (row) => label('UnionLevel', row.level) },
          { key: 'state', title: t('state'), render: (row) => <UnionStateTag state={row.state} /> },
          { key: 'children', title: t('childCount'), align: 'right', render: (row) => formatCount(row.childCount) },
          { key: 'members', title: t('memberCount'), align: 'right', render: (row) => formatCount(row.memberCount), deskOnly: true },
          {
            key: 'migrants',
            title: t('migrantMemberCount'),
            align: 'right',
            render: (row) => formatCount(row.migrantMemberCount),
            deskOnly: true,
          },
          { key: 'telephone', title: t('telephone'), render: (row) => row.telephone ?? common('unknown'), deskOnly: true },
        ]}
      />
      {end && (
        <Button loading={fetching} style={{ marginTop: 12 }} onClick={() => setBefore({ rows: rows ?? [], after: end })}>
          {common('list.loadMore')}
        </Button>
      )}
    </>
  );
}
