import { Card, Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A picture or, at the reader's choice, the table with the same figures. */
export function ChartCard(props: {
  title: string;
  chart: ReactNode;
  table: ReactNode;
  /** Both at once, for what is printed. */
  withTable?: boolean;
  /** Takes the whole width. */
  wide?: boolean;
  extra?: ReactNode;
}) {
  const { t } = useTranslation();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const { title } = props;
  return (
    <Card
      size="small"
      title={title}
      extra={
        !props.withTable && (
          <Segmented
            size="small"
            aria-label={t('chart.view', { title })}
            value={view}
            onChange={setView}
            options={[
              { value: 'chart' as const, label: t('chart.chart') },
              { value: 'table' as const, label: t('chart.table') },
            ]}
          />
        )
      }
      style={{ flex: props.wide ? '1 1 100%' : '1 1 340px', minWidth: 0 }}
    >
      {props.extra}
      {(view === 'chart' || props.withTable) && props.chart}
      {(view === 'table' || props.withTable) && props.table}
    </Card>
  );
}
