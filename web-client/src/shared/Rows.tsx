import { Card, Checkbox, Empty, Flex, Skeleton, Table, Typography, type TableProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone } from './usePhone';

export interface RowColumn<T> {
  key: string;
  title: string;
  render: (row: T) => ReactNode;
  align?: 'left' | 'right';
  width?: number;
  /** Left out on a phone, where the card would be too long. */
  deskOnly?: boolean;
}

/** Rows that are chosen to do something with all of them at once. */
export interface RowSelection<T> {
  keys: readonly string[];
  onChange: (keys: string[]) => void;
  /** What a row is called, for screen readers. */
  nameOf: (row: T) => string;
  /** Rows that nothing can be done with are not offered. */
  selectable?: (row: T) => boolean;
}

/**
 * A list as a table, on a phone as cards headed by the first column.
 * `empty` says what to do first when there is nothing.
 */
export function Rows<T extends object>(props: {
  /** What the list is, for screen readers. */
  label: string;
  rows: readonly T[] | undefined;
  rowKey: (row: T) => string;
  columns: RowColumn<T>[];
  loading?: boolean;
  empty?: ReactNode;
  /** Buttons of a row. */
  actions?: (row: T) => ReactNode;
  selection?: RowSelection<T>;
}) {
  const { t } = useTranslation();
  const phone = usePhone();
  const empty = props.empty ?? <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('list.empty')} />;
  if (phone) return <Cards {...props} empty={empty} />;

  const columns = props.columns.map((column) => ({
    key: column.key,
    title: column.title,
    align: column.align,
    width: column.width,
    render: (_: unknown, row: T) => column.render(row),
  }));
  const withActions = props.actions
    ? [
        ...columns,
        {
          key: 'actions',
          title: t('list.actions'),
          align: 'right' as const,
          width: undefined,
          render: (_: unknown, row: T) => (
            <Flex gap="small" justify="end" wrap>
              {props.actions?.(row)}
            </Flex>
          ),
        },
      ]
    : columns;
  const { selection } = props;
  const table = (
    <Table<T>
      aria-label={props.label}
      size="middle"
      columns={withActions}
      dataSource={props.rows as T[] | undefined}
      rowKey={props.rowKey}
      loading={props.loading && !props.rows}
      rowSelection={selection && tableSelection(selection, t('list.select'), t('list.selectAll'))}
      pagination={false}
      scroll={selection ? undefined : { x: 'max-content' }}
      style={selection && { minWidth: 'max-content' }}
      locale={{ emptyText: props.rows ? empty : ' ' }}
    />
  );
  // A table that scrolls by itself holds its headings a second time, hidden: the box for all rows among them.
  return selection ? <div style={{ overflowX: 'auto' }}>{table}</div> : table;
}

function tableSelection<T extends object>(of: RowSelection<T>, title: string, all: string): TableProps<T>['rowSelection'] {
  return {
    selectedRowKeys: [...of.keys],
    onChange: (keys) => of.onChange(keys.map(String)),
    getCheckboxProps: (row) => ({ 'aria-label': `${title}：${of.nameOf(row)}`, disabled: !(of.selectable?.(row) ?? true) }) as object,
    getTitleCheckboxProps: () => ({ 'aria-label': all }) as object,
  };
}

function CardBox<T>({ of, row, id }: { of: RowSelection<T>; row: T; id: string }) {
  const { t } = useTranslation();
  return (
    <Checkbox
      aria-label={`${t('list.select')}：${of.nameOf(row)}`}
      checked={of.keys.includes(id)}
      disabled={!(of.selectable?.(row) ?? true)}
      onChange={(event) => of.onChange(event.target.checked ? [...of.keys, id] : of.keys.filter((one) => one !== id))}
    />
  );
}

function Cards<T extends object>(props: Parameters<typeof Rows<T>>[0]) {
  const { t } = useTranslation();
  const [first, ...rest] = props.columns.filter((column) => !column.deskOnly);
  if (!props.rows) return props.loading ? <Skeleton active title={false} paragraph={{ rows: 6 }} /> : null;
  if (props.rows.length === 0) return <>{props.empty}</>;
  return (
    <Flex component="ul" vertical gap="small" aria-label={props.label} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {props.rows.map((row) => (
        <li key={props.rowKey(row)}>
          <Card size="small">
            <Flex vertical gap={6}>
              <Flex gap="small" align="start" justify="space-between">
                <Typography.Text strong style={{ fontSize: 17 }}>
                  {first?.render(row)}
                </Typography.Text>
                {props.selection && <CardBox of={props.selection} row={row} id={props.rowKey(row)} />}
              </Flex>
              {rest.map((column) => (
                <Flex key={column.key} justify="space-between" gap="small">
                  <Typography.Text type="secondary" style={{ flex: 'none' }}>
                    {column.title}
                  </Typography.Text>
                  <div style={{ textAlign: 'right', minWidth: 0, overflowWrap: 'anywhere' }}>
                    {column.render(row) ?? t('none')}
                  </div>
                </Flex>
              ))}
              {props.actions && (
                <Flex gap="small" wrap justify="end">
                  {props.actions(row)}
                </Flex>
              )}
            </Flex>
          </Card>
        </li>
      ))}
    </Flex>
  );
}
