import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chartOption, FigureChart } from './FigureChart';

vi.mock('./Chart', () => ({ Chart: (props: { label: string }) => <p>{props.label}</p> }));

const causes = { labels: ['患病', '子女上学', '失业'], series: [{ name: '帮扶户', values: [1340, 660, 0] }] };

describe('FigureChart', () => {
  it('tells a screen reader the figures and gives them as a table with shares of the whole', async () => {
    render(<FigureChart title="致困原因" kind="pie" of="原因" {...causes} />);
    expect(screen.getByText('致困原因：患病 1340；子女上学 660；失业 0')).toBeInTheDocument();
    await userEvent.click(screen.getByText('表格'));
    const rows = within(screen.getByRole('table')).getAllByRole('row').map((row) => row.textContent);
    expect(rows).toEqual(['原因帮扶户占比', '患病1,34067.0%', '子女上学66033.0%', '失业00.0%']);
  });

  it('reads fen in yuan', async () => {
    render(<FigureChart title="救助金额" kind="columns" of="月份" labels={['2026-11']} series={[{ name: '金额', values: [123_450_005] }]} fen />);
    expect(screen.getByText('救助金额：2026-11 ¥1,234,500.05')).toBeInTheDocument();
    await userEvent.click(screen.getByText('表格'));
    expect(within(screen.getByRole('table')).getByText('¥1,234,500.05')).toBeInTheDocument();
  });
});

describe('chartOption', () => {
  it('stacks several series and names them in a legend', () => {
    const option = chartOption('bars', ['兰山区'], [
      { name: '已结对', values: [9] },
      { name: '未结对', values: [2] },
    ]);
    expect(option['series']).toMatchObject([{ name: '已结对', stack: 'all', data: [9] }, { name: '未结对', stack: 'all', data: [2] }]);
    expect(option['legend']).toBeDefined();
    expect(chartOption('columns', ['7月'], [{ name: '走访', values: [3] }])['legend']).toBeUndefined();
  });
});
