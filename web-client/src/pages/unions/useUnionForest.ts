import { useMemo, useSyncExternalStore } from 'react';
import { useClient } from 'urql';
import { useSession } from '@/app/session/SessionContext';
import { TreeChildrenDocument, type TreeUnionFragment } from '@/gql/graphql';
import { UnionForest } from './unionForest';

/** The tree of the viewer's union; read afresh each time the page is opened. */
export function useUnionForest() {
  const client = useClient();
  const { viewer } = useSession();
  const { id } = viewer.union;
  const forest = useMemo(() => {
    const root: TreeUnionFragment = { ...viewer.union, state: viewer.post.union.state };
    return new UnionForest(root, async (parent, after) => {
      const answer = await client
        .query(TreeChildrenDocument, { id: parent, after }, { requestPolicy: 'network-only' })
        .toPromise();
      if (answer.error) throw answer.error;
      const children = answer.data?.union?.children;
      return {
        nodes: children?.nodes ?? [],
        end: children?.pageInfo.hasNextPage ? (children.pageInfo.endCursor ?? null) : null,
      };
    });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a refreshed session is the same tree
  }, [client, id]);
  const snapshot = useSyncExternalStore(forest.subscribe, forest.get);
  return { forest, snapshot, rootId: id };
}
