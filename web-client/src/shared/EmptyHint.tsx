import { Empty } from 'antd';
import type { ReactNode } from 'react';

/** Nothing here: why, and what to do first. */
export function EmptyHint(props: { text: string; children?: ReactNode }) {
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={props.text}>
      {props.children}
    </Empty>
  );
}
