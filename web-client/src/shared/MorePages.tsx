import { Button, Flex } from 'antd';
import { Fragment, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Asks for the page behind a cursor; null on pages that are already followed by another. */
export type OnMore = ((endCursor: string) => void) | null;

/** A list inside of a page that grows at its end: each part is read and drawn by itself. */
export function MorePages(props: { part: (after: string | null, onMore: OnMore) => ReactNode }) {
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  return (
    <Flex vertical gap="middle">
      {cursors.map((after, index) => (
        <Fragment key={after ?? 'first'}>
          {props.part(after, index === cursors.length - 1 ? (end) => setCursors((all) => [...all, end]) : null)}
        </Fragment>
      ))}
    </Flex>
  );
}

export function MoreButton(props: { pageInfo: { hasNextPage: boolean; endCursor: string | null } | undefined; onMore: OnMore }) {
  const { t } = useTranslation();
  const { pageInfo, onMore } = props;
  const end = pageInfo?.hasNextPage ? pageInfo.endCursor : null;
  if (!end || !onMore) return null;
  return <Button onClick={() => onMore(end)}>{t('list.loadMore')}</Button>;
}
