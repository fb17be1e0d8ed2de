import { CheckCircleOutlined } from '@ant-design/icons';
import { Flex, Skeleton, Typography } from 'antd';
import type { ReactNode } from 'react';

/** A few rows under one another; `empty` says that nothing is to be done. */
export function ShortList<T>(props: {
  label: string;
  rows: readonly T[] | undefined;
  rowKey: (row: T) => string;
  empty: string;
  main: (row: T) => ReactNode;
  detail?: (row: T) => ReactNode;
  side?: (row: T) => ReactNode;
}) {
  if (!props.rows) return <Skeleton active title={false} paragraph={{ rows: 3 }} />;
  if (props.rows.length === 0) {
    return (
      <Typography.Text type="secondary">
        <CheckCircleOutlined aria-hidden /> {props.empty}
      </Typography.Text>
    );
  }
  return (
    <Flex component="ul" vertical gap="middle" aria-label={props.label} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {props.rows.map((row) => (
        <Flex component="li" key={props.rowKey(row)} justify="space-between" align="center" gap="small">
          <Flex vertical style={{ minWidth: 0 }}>
            <span>{props.main(row)}</span>
            {props.detail && <Typography.Text type="secondary">{props.detail(row)}</Typography.Text>}
          </Flex>
          {props.side && <span style={{ flex: 'none' }}>{props.side(row)}</span>}
        </Flex>
      ))}
    </Flex>
  );
}
