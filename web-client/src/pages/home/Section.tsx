import { Card, Flex, Typography } from 'antd';
import { useId, type ReactNode } from 'react';
import { Link } from 'react-router';

/** A part of the home page with its own heading. */
export function Section(props: { title: string; extra?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <Flex component="section" vertical gap="small" aria-labelledby={id}>
      <Flex justify="space-between" align="center" gap="small" wrap>
        <Typography.Title id={id} level={2} style={{ fontSize: 17, margin: 0 }}>
          {props.title}
        </Typography.Title>
        {props.extra}
      </Flex>
      {props.children}
    </Flex>
  );
}

/** A card with a short list and the way to the whole list. */
export function ListCard(props: { title: string; to: string; toText: string; children: ReactNode }) {
  return (
    <Card size="small" title={props.title} extra={<Link to={props.to}>{props.toText}</Link>} style={{ flex: '1 1 340px', minWidth: 0 }}>
      {props.children}
    </Card>
  );
}
