import { App, ConfigProvider } from 'antd';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { Provider, type Client } from 'urql';
import { fromValue } from 'wonka';
import type { EligibilityFactsFragment } from '@/gql/graphql';
import { ApplicationForm } from './ApplicationForm';

const programme: EligibilityFactsFragment['programme'] = {
  id: 'programme_1', name: '2026年困难职工建档', kind: 'NEEDY_FILE', year: 2026, opensOn: '2026-01-01', closesOn: '2026-12-31', union: null, terms: { papers: ['身份证复印件'] },
};

it('asks of a file why and which papers are there, and for no money', async () => {
  const sent: { input: Record<string, unknown> }[] = [];
  const client = {
    executeMutation: (request: { variables: { input: Record<string, unknown> } }) => {
      sent.push(structuredClone(request.variables));
      return fromValue({ data: { saveAidApplication: { application: null, errors: [] } } });
    },
  } as unknown as Client;
  const household = { id: 'household_1', headName: '张三', union: { id: 'union_1', name: '兰山街道总工会' }, members: [], eligibility: [] };
  const eligibility: EligibilityFactsFragment = { programme, outcome: 'ELIGIBLE', suggestion: null, parts: [], steps: [] };
  const form = <ApplicationForm household={household} programme={programme} eligibility={eligibility} memberId={null} />;
  render(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <App>
        <Provider value={client}>
          <RouterProvider router={createMemoryRouter([{ path: '/', element: form }])} />
        </Provider>
      </App>
    </ConfigProvider>,
  );
  expect(screen.getByRole('heading', { level: 1, name: '申请建档' })).toBeInTheDocument();
  for (const money of ['申请金额', '收款人', '开户行', '账号']) expect(screen.queryByLabelText(money)).toBeNull();
  await userEvent.type(screen.getByLabelText('申请理由'), '患病');
  await userEvent.click(screen.getByLabelText('身份证复印件'));
  await userEvent.click(screen.getByRole('button', { name: '保存草稿' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  const { idempotencyKey: _, ...input } = sent[0]?.input ?? {};
  expect(input).toEqual({ householdId: 'household_1', programmeId: 'programme_1', reason: '患病', papers: ['身份证复印件'] });
});
