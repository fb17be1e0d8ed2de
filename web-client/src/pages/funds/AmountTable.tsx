import { Table } from 'antd';
import { Money } from './FundParts';

/** The exact amounts behind a picture, one row a name. */
export function AmountTable(props: {
  label: string;
  of: string;
  rows: readonly { name: string; amounts: readonly string[]; strong?: boolean }[];
  columns: readonly string[];
}) {
  return (
    <Table
      aria-label={props.label}
      size="small"
      pagination={false}
      rowKey="name"
      scroll={{ x: 'max-content' }}
      dataSource={[...props.rows]}
      columns={[
        { key: 'name', title: props.of, fixed: 'left' as const, render: (_: unknown, row) => (row.strong ? <strong>{row.name}</strong> : row.name) },
        ...props.columns.map((title, index) => ({
          key: title,
          title,
          align: 'right' as const,
          render: (_: unknown, row: (typeof props.rows)[number]) => <Money amount={row.amounts[index]} strong={row.strong} />,
        })),
      ]}
    />
  );
}
