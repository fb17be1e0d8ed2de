import { App, ConfigProvider } from 'antd';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { Provider, type Client } from 'urql';
import { fromValue } from 'wonka';
import type { RightsCaseFactsFragment } from '@/gql/graphql';
import CasePage from './CasePage';

vi.mock('@/pages/papers/PrintButton', () => ({ PrintButton: () => <button type="button">打印</button> }));

const letter = {
  id: 'rightsletter_1', department: 'LABOUR_INSPECTION', recipient: '兰山区劳动保障监察大队', number: null, title: '', body: '', state: 'DRAFT', sentOn: null,
  dueOn: '2026-04-01', answeredOn: null, answer: null, overdue: false, next: [], editable: false, printable: false, version: 1, paper: null,
} satisfies RightsCaseFactsFragment['letters'][number];

const masked: RightsCaseFactsFragment = {
  id: 'rightscase_1', number: 'WQ000001', kind: 'WAGE_ARREARS', state: 'ACCEPTED', label: '张**', workersConcerned: 1, collective: false, claimed: '15000.00', recovered: '0.00',
  reportedOn: '2026-03-02', unionName: '兰山街道总工会', handlerName: '兰山街道总工会', version: 2, employer: null, nextDeadline: null, site: null, placeCode: '371302', placeText: null,
  acceptedOn: '2026-03-03', resolvedOn: null, closedOn: null, awarded: null, result: null, route: null, outcome: null, satisfaction: null, next: [], editable: false, openable: true,
  evidenceEditable: false, createdAt: '2026-03-02T01:00:00Z', handledHere: false, union: null, reportedBy: null, referrals: [], details: null, workers: [], way: [], deadlines: [],
  letters: [letter], recoveries: [], evidence: [], delegations: [],
};

const named: RightsCaseFactsFragment = {
  ...masked,
  details: { account: '干了三个月没有发工资', claim: '要回工资', respondent: '李老板', facts: {} as NonNullable<RightsCaseFactsFragment['details']>['facts'] },
  workers: [{ id: 'rightsworker_1', name: '张三', idNumber: null, phone: null, claimed: '15000.00', member: null, household: null }],
  letters: [{ ...letter, title: '关于张三工资的函', body: '请依法处理' }],
};

function open(shown: RightsCaseFactsFragment) {
  const sent: { input: Record<string, unknown> }[] = [];
  const client = {
    executeQuery: () => fromValue({ data: { rightsCase: shown }, stale: false, hasNext: false }),
    executeMutation: (request: { variables: { input: Record<string, unknown> } }) => {
      sent.push(structuredClone(request.variables));
      return fromValue({ data: { openRightsCase: { case: named, errors: [] } } });
    },
  } as unknown as Client;
  const routes = [{ path: '/rights/:id', element: <CasePage /> }, { path: '/', element: '首页' }];
  const router = createMemoryRouter(routes, { initialEntries: ['/rights/rightscase_1'] });
  render(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <App>
        <Provider value={client}>
          <RouterProvider router={router} />
        </Provider>
      </App>
    </ConfigProvider>,
  );
  return { sent, router };
}

describe('a case of a union below', () => {
  it('shows its names for a reason, until the page is left', async () => {
    const { sent, router } = open(masked);
    expect(screen.queryByText('张三')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: '查看实名信息' }));
    await userEvent.type(screen.getByLabelText('查阅事由'), '督办');
    await userEvent.click(screen.getByRole('button', { name: '记录事由并查看' }));
    await screen.findByText('请具体说明事由，不少于 5 个字');
    expect(sent).toHaveLength(0);
    await userEvent.type(screen.getByLabelText('查阅事由'), '欠薪个案');
    await userEvent.click(screen.getByRole('button', { name: '记录事由并查看' }));
    await screen.findByText('张三');
    expect(sent).toEqual([{ input: { id: 'rightscase_1', reason: '督办欠薪个案' } }]);
    expect(screen.getByText('干了三个月没有发工资')).toBeVisible();
    expect(screen.getByText(/^正在显示实名信息/)).toBeVisible();
    // Its letters are the writing union's to print.
    expect(screen.queryByRole('button', { name: '打印' })).toBeNull();
    await router.navigate('/');
    await screen.findByText('首页');
    await router.navigate('/rights/rightscase_1');
    await screen.findByText('这是下级工会的个案，显示的是不含姓名的概况。');
    expect(screen.queryByText('张三')).toBeNull();
  });

  it('offers no names to whoever does not handle cases', () => {
    open({ ...masked, openable: false });
    expect(screen.getByText(/^您看到的是不含姓名的概况/)).toBeVisible();
    expect(screen.queryByRole('button', { name: '查看实名信息' })).toBeNull();
  });

  it('is simply shown to its own union', () => {
    open({ ...named, letters: named.letters.map((one) => ({ ...one, printable: true })), openable: false });
    expect(screen.getByText('张三')).toBeVisible();
    expect(screen.queryByRole('button', { name: '查看实名信息' })).toBeNull();
    expect(screen.getByRole('button', { name: '打印' })).toBeVisible();
  });
});
