import { App, Flex, Tree, Typography, type TreeDataNode } from 'antd';
import { useEffect, useMemo, useRef, useState, type ComponentRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ForestSnapshot } from './unionForest';
import { UnionStateTag } from './UnionStateTag';
import { useUnionForest } from './useUnionForest';

const morePrefix = 'more:';

/**
 * The tree of unions, drawn only as far as it is seen. `revealPath` (root, …, union) opens the way to a
 * union that was searched for.
 */
export function UnionTree(props: {
  selected: string | null;
  revealPath: readonly string[] | null;
  onSelect: (id: string) => void;
}) {
  const { t } = useTranslation('unions');
  const { message } = App.useApp();
  const { forest, snapshot, rootId } = useUnionForest();
  const [expanded, setExpanded] = useState<string[]>([rootId]);
  const tree = useRef<ComponentRef<typeof Tree>>(null);
  const failed = t('tree.failed');

  useEffect(() => {
    void forest.open(rootId).catch(() => message.error(failed));
  }, [forest, rootId, message, failed]);

  useEffect(() => {
    const path = props.revealPath;
    if (!path) return;
    let wanted = true;
    void forest
      .reveal(path)
      .then((reached) => {
        if (!wanted) return;
        setExpanded((before) => [...new Set([...before, ...reached.slice(0, -1)])]);
        const last = reached.at(-1);
        // The rows have to be there before one of them can be scrolled to.
        setTimeout(() => last && tree.current?.scrollTo({ key: last, align: 'top', offset: 80 }), 120);
      })
      .catch(() => message.error(failed));
    return () => {
      wanted = false;
    };
  }, [forest, props.revealPath, message, failed]);

  const data = useMemo(
    () => [treeNode(snapshot, rootId, (left) => t('tree.more', { count: left }), (count) => t('tree.below', { count }))],
    [snapshot, rootId, t],
  );

  return (
    <Tree<TreeDataNode>
      ref={tree}
      aria-label={t('tree.label')}
      blockNode
      showLine
      height={Math.max(360, window.innerHeight - 250)}
      treeData={data}
      expandedKeys={expanded}
      onExpand={(keys) => setExpanded(keys.map(String))}
      loadData={(node) => forest.open(String(node.key)).catch(() => void message.error(failed))}
      selectedKeys={props.selected ? [props.selected] : []}
      onSelect={(_, { node }) => {
        const key = String(node.key);
        if (key.startsWith(morePrefix)) {
          void forest.readNext(key.slice(morePrefix.length)).catch(() => message.error(failed));
        } else {
          props.onSelect(key);
        }
      }}
    />
  );
}

function treeNode(snapshot: ForestSnapshot, id: string, moreText: (left: number) => string, belowText: (count: number) => string): TreeDataNode {
  const union = snapshot.unions.get(id);
  const children = snapshot.children.get(id);
  const below = children?.ids.map((child) => treeNode(snapshot, child, moreText, belowText));
  if (below && children?.end) {
    below.push({
      key: morePrefix + id,
      isLeaf: true,
      title: <Typography.Link>{moreText(Math.max(0, (union?.childCount ?? 0) - children.ids.length))}</Typography.Link>,
    });
  }
  return {
    key: id,
    isLeaf: union?.childCount === 0,
    children: below,
    title: (
      <Flex component="span" gap="small" align="center" style={{ display: 'inline-flex', whiteSpace: 'nowrap' }}>
        <span>{union?.name}</span>
        {union && union.childCount > 0 && <Typography.Text type="secondary">{belowText(union.childCount)}</Typography.Text>}
        {union && union.state !== 'ACTIVE' && <UnionStateTag state={union.state} />}
      </Flex>
    ),
  };
}
