import { render, screen } from '@testing-library/react';
import { MemoryRouter, Route, Routes } from 'react-router';
import { Provider, type Client } from 'urql';
import { fromValue } from 'wonka';
import type { PublicNoticeQuery } from '@/gql/graphql';
import PublicNoticePage from './PublicNoticePage';

function open(notice: PublicNoticeQuery['publicNotice']) {
  const asked: unknown[] = [];
  const client = {
    executeQuery: (request: { variables: unknown }) => {
      asked.push(request.variables);
      return fromValue({ data: { publicNotice: notice }, stale: false, hasNext: false });
    },
  } as unknown as Client;
  render(
    <MemoryRouter initialEntries={['/gongshi/3713/aidnotice_1']}>
      <Provider value={client}>
        <Routes>
          <Route path="/gongshi/:city/:id" element={<PublicNoticePage />} />
        </Routes>
      </Provider>
    </MemoryRouter>,
  );
  return asked;
}

const robots = () => document.querySelector('meta[name="robots"]')?.getAttribute('content') ?? '';

describe('a notice for everybody', () => {
  it('says who is to be given what, until when, and who takes objections', async () => {
    const asked = open({
      id: 'aidnotice_1', title: '2026 年金秋助学拟救助对象公示', note: null, union: '兰山区总工会', telephone: '0539-8312345', postedOn: '2026-11-20', endsOn: '2026-11-27',
      lines: [{ number: 1, name: '张**', union: '兰山街道总工会', programme: '2026年金秋助学', tier: 'DEEP', amount: '3000.00' }],
    });
    await screen.findByRole('heading', { level: 1, name: '2026 年金秋助学拟救助对象公示' });
    expect(asked[0]).toEqual({ city: '3713', id: 'aidnotice_1' });
    expect(screen.getByText(/2026-11-20 至 2026-11-27/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: '0539-8312345' })).toHaveAttribute('href', 'tel:05398312345');
    expect(screen.getByText('张**')).toBeInTheDocument();
    expect(screen.getByText('¥3,000.00')).toBeInTheDocument();
    expect(robots()).toContain('noindex');
  });

  it('says that it is over once it came down, and names nobody', async () => {
    open(null);
    await screen.findByRole('heading', { level: 1, name: '这份公示已经结束' });
    expect(screen.queryByText(/\*/)).toBeNull();
    expect(robots()).toContain('noindex');
  });
});
