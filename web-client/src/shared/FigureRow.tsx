import { Card, Flex, Statistic, theme } from 'antd';
import { Link } from 'react-router';

export interface FigureItem {
  label: string;
  /** A count, or an amount as it is to be read. */
  value: number | string;
  /** Where the rows behind the figure are. */
  to?: string;
  /** Something is to be done: told by colour and weight. */
  alert?: boolean;
}

/** A few figures side by side; each opens to its rows. */
export function FigureRow(props: { items: FigureItem[] }) {
  const { token } = theme.useToken();
  const amounts = props.items.some((item) => typeof item.value === 'string');
  return (
    <Flex
      component="ul"
      gap="small"
      style={{
        display: 'grid',
        gridTemplateColumns: amounts ? 'repeat(auto-fit, minmax(min(210px, 45%), 1fr))' : 'repeat(auto-fill, minmax(138px, 1fr))',
        listStyle: 'none',
        margin: 0,
        padding: 0,
      }}
    >
      {props.items.map((item) => {
        const figure = (
          <Statistic
            title={item.label}
            value={item.value}
            styles={{ content: { color: item.alert && item.value !== 0 ? token.colorError : undefined, fontSize: amounts ? 18 : 24 } }}
          />
        );
        return (
          <Flex component="li" key={item.label}>
            <Card size="small" hoverable={Boolean(item.to)} style={{ flex: 1 }}>
              {item.to ? <Link to={item.to}>{figure}</Link> : figure}
            </Card>
          </Flex>
        );
      })}
    </Flex>
  );
}
