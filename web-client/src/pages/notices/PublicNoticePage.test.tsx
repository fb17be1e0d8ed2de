import { App, ConfigProvider } from 'antd';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, Route, Routes } from 'react-router';
import { Provider, type Client } from 'urql';
import { fromValue } from 'wonka';
import type { PublicNoticeQuery } from '@/gql/graphql';
import PublicNoticePage from './PublicNoticePage';

function open(shown: PublicNoticeQuery['publicNotice']) {
  const asked: unknown[] = [];
  const sent: { input: Record<string, unknown> }[] = [];
  const client = {
    executeMutation: (request: { variables: { input: Record<string, unknown> } }) => {
      sent.push(structuredClone(request.variables));
      return fromValue({ data: { objectToNotice: { number: 'YY000001', errors: [] } } });
    },
    executeQuery: (request: { variables: unknown }) => {
      asked.push(request.variables);
      return fromValue({ data: { publicNotice: shown }, stale: false, hasNext: false });
    },
  } as unknown as Client;
  render(
    <MemoryRouter initialEntries={['/gongshi/3713/aidnotice_1']}>
      <ConfigProvider button={{ autoInsertSpace: false }}>
        <App>
          <Provider value={client}>
            <Routes>
              <Route path="/gongshi/:city/:id" element={<PublicNoticePage />} />
            </Routes>
          </Provider>
        </App>
      </ConfigProvider>
    </MemoryRouter>,
  );
  return { asked, sent };
}

const notice: NonNullable<PublicNoticeQuery['publicNotice']> = {
  id: 'aidnotice_1', title: '2026 年金秋助学拟救助对象公示', note: null, union: '兰山区总工会', telephone: '0539-8312345', postedOn: '2026-11-20', endsOn: '2026-11-27',
  lines: [{ number: 1, name: '张**', union: '兰山街道总工会', programme: '2026年金秋助学', tier: 'DEEP', amount: '3000.00' }],
};

const robots = () => document.querySelector('meta[name="robots"]')?.getAttribute('content') ?? '';

describe('a notice for everybody', () => {
  it('says who is to be given what, until when, and who takes objections', async () => {
    const { asked } = open(notice);
    await screen.findByRole('heading', { level: 1, name: '2026 年金秋助学拟救助对象公示' });
    expect(asked[0]).toEqual({ city: '3713', id: 'aidnotice_1' });
    expect(screen.getByText(/2026-11-20 至 2026-11-27/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: '0539-8312345' })).toHaveAttribute('href', 'tel:05398312345');
    expect(screen.getByText('张**')).toBeInTheDocument();
    expect(screen.getByText('¥3,000.00')).toBeInTheDocument();
    expect(robots()).toContain('noindex');
  });

  it('says nothing of money where needy workers’ files are intended', async () => {
    open({ ...notice, lines: [{ number: 1, name: '张**', union: '兰山街道总工会', programme: '2026年困难职工建档', tier: 'DEEP', amount: null }] });
    await screen.findByText('张**');
    expect(screen.queryByText('拟救助金额')).toBeNull();
    expect(screen.queryByText(/¥/)).toBeNull();
  });

  it('takes an objection to a line, and gives its number to keep', async () => {
    const { sent } = open(notice);
    await userEvent.click(await screen.findByRole('button', { name: '对1 张**提出异议' }));
    await userEvent.type(screen.getByLabelText('异议内容'), '这家在城里开饭店');
    await userEvent.click(screen.getByRole('button', { name: '提交异议' }));
    await screen.findByText('请写清楚，至少 10 个字');
    expect(sent).toHaveLength(0);
    await userEvent.type(screen.getByLabelText('异议内容'), '，请核实');
    await userEvent.click(screen.getByRole('button', { name: '提交异议' }));
    await screen.findByText('异议已收到，编号 YY000001');
    expect(sent[0]?.input).toMatchObject({ city: '3713', noticeId: 'aidnotice_1', line: 1, text: '这家在城里开饭店，请核实', contact: null });
  });

  it('says that it is over once it came down, and names nobody', async () => {
    open(null);
    await screen.findByRole('heading', { level: 1, name: '这份公示已经结束' });
    expect(screen.queryByText(/\*/)).toBeNull();
    expect(robots()).toContain('noindex');
  });
});
