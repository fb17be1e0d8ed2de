import { useState } from 'react';
import { useQuery } from 'urql';
import { useSession } from '@/app/session/SessionContext';
import { SubtreeFiguresDocument, type SubtreeFiguresQuery } from '@/gql/graphql';

type FigureUnion = NonNullable<SubtreeFiguresQuery['union']>;
export type FigureChild = FigureUnion['children']['nodes'][number];

/** The figures of a union and of its children, a hundred at a time. */
export function useChildFigures(id: string) {
  const { can } = useSession();
  const [place, setPlace] = useState<{ id: string; after: string | null; before: FigureChild[] }>({ id, after: null, before: [] });
  const current = place.id === id ? place : { id, after: null, before: [] };
  const [{ data, fetching, error }, retry] = useQuery({
    query: SubtreeFiguresDocument,
    variables: { id, after: current.after, rights: can('RIGHTS_READ') },
  });
  const union = data?.union?.id === id ? data.union : null;
  const end = union?.children.pageInfo.hasNextPage ? union.children.pageInfo.endCursor : null;
  const children = union ? [...current.before, ...union.children.nodes] : undefined;
  return {
    union,
    children,
    fetching,
    error,
    retry: () => retry({ requestPolicy: 'network-only' }),
    more: end ? () => setPlace({ id, after: end, before: children ?? [] }) : null,
  };
}
