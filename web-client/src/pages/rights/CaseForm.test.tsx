import { App, ConfigProvider } from 'antd';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { Provider, type Client } from 'urql';
import { fromValue } from 'wonka';
import { CaseForm } from './CaseForm';

vi.mock('./AddMembers', () => ({ AddMembers: () => null }));

const rightsCaseKinds = [
  { kind: 'WAGE_ARREARS', facts: [{ fact: 'KNOWN_ON', required: false }, { fact: 'MONTHLY_WAGE', required: true }] },
  { kind: 'SAFETY', facts: [] },
];

it('begins with the kind and asks for its facts, names a worker out of a file by it, and counts who is named', async () => {
  const sent: { input: Record<string, unknown> }[] = [];
  const client = {
    executeQuery: () => fromValue({ data: { rightsCaseKinds }, stale: false, hasNext: false }),
    executeMutation: (request: { variables: { input: Record<string, unknown> } }) => {
      sent.push(structuredClone(request.variables));
      return fromValue({ data: { saveRightsCase: { case: null, errors: [] } } });
    },
  } as unknown as Client;
  const form = <CaseForm initial={{ opponent: 'PERSON', workersConcerned: 1, workers: [{ memberId: 'member_1', name: '张三', household: '张三' }] }} />;
  render(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <App>
        <Provider value={client}>
          <RouterProvider router={createMemoryRouter([{ path: '/', element: form }])} />
        </Provider>
      </App>
    </ConfigProvider>,
  );
  expect(screen.queryByLabelText('月工资')).toBeNull();
  fireEvent.mouseDown(screen.getByRole('combobox', { name: '类型' }));
  await userEvent.click(await screen.findByTitle('拖欠工资'));
  await userEvent.click(screen.getByRole('button', { name: '登记维权' }));
  await screen.findByText('请选择月工资');
  await screen.findByText('请填写经过');
  expect(sent).toHaveLength(0);
  await userEvent.type(screen.getByLabelText('月工资'), '5000');
  await userEvent.type(screen.getByLabelText('姓名'), '李老板');
  await userEvent.type(screen.getByLabelText('行政区划代码'), '371302');
  await userEvent.type(screen.getByLabelText('主张金额'), '15000');
  await userEvent.click(screen.getByRole('button', { name: /填写一名职工/ }));
  expect(screen.getByLabelText('涉及人数')).toHaveValue('2');
  const [, name] = screen.getAllByLabelText('姓名');
  if (name) await userEvent.type(name, '王五');
  const [, claimed] = screen.getAllByLabelText('主张金额');
  if (claimed) await userEvent.type(claimed, '900.5');
  await screen.findByText('2 人，合计 ¥15,900.50');
  await userEvent.type(screen.getByLabelText('经过'), '干了三个月');
  await userEvent.type(screen.getByLabelText('诉求'), '要回工资');
  await userEvent.click(screen.getByRole('button', { name: '登记维权' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  const { idempotencyKey: _, ...input } = sent[0]?.input ?? {};
  expect(input).toEqual({
    kind: 'WAGE_ARREARS', employerId: null, respondent: '李老板', site: null, placeCode: '371302', placeText: null, workersConcerned: 2,
    account: '干了三个月', claim: '要回工资', facts: { monthlyWage: '5000' },
    workers: [{ memberId: 'member_1', claimed: '15000' }, { name: '王五', idNumber: null, phone: null, claimed: '900.5' }],
  });
});
