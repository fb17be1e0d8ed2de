import { App, ConfigProvider } from 'antd';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { Provider, type Client } from 'urql';
import { fromValue } from 'wonka';
import type { RightsCaseFactsFragment } from '@/gql/graphql';
import { today } from '@/shared/day';
import { StepModal } from './StepModal';
import type { PlainAct } from './steps';

const of = { id: 'rightscase_1', version: 4 } as RightsCaseFactsFragment;

function open(act: PlainAct, answer: RightsCaseFactsFragment | null = of) {
  const sent: { input: Record<string, unknown> }[] = [];
  const client = {
    executeMutation: (request: { variables: { input: Record<string, unknown> } }) => {
      sent.push(structuredClone(request.variables));
      return fromValue({ data: { stepRightsCase: { case: answer, errors: [] } } });
    },
  } as unknown as Client;
  const onClose = vi.fn<() => void>();
  const router = createMemoryRouter([{ path: '*', element: <StepModal act={act} of={of} onClose={onClose} /> }], { initialEntries: ['/rights/rightscase_1'] });
  render(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <App>
        <Provider value={client}>
          <RouterProvider router={router} />
        </Provider>
      </App>
    </ConfigProvider>,
  );
  return { sent, onClose, place: () => router.state.location.pathname };
}

describe('a step of a case', () => {
  it('is taken without words where none are needed', async () => {
    const { sent, onClose } = open('ACCEPT');
    await userEvent.click(screen.getByRole('button', { name: '受理' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent[0]?.input).toMatchObject({ id: 'rightscase_1', version: 4, step: 'ACCEPT', text: null });
  });

  it('asks why it is refused', async () => {
    const { sent, onClose } = open('REFUSE');
    await userEvent.type(screen.getByLabelText('原因'), '不归');
    await userEvent.click(screen.getByRole('button', { name: '不予受理' }));
    await screen.findByText('请说明原因，至少 5 个字');
    expect(sent).toHaveLength(0);
    await userEvent.type(screen.getByLabelText('原因'), '工会管，请去派出所');
    await userEvent.click(screen.getByRole('button', { name: '不予受理' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent[0]?.input).toMatchObject({ step: 'REFUSE', text: '不归工会管，请去派出所' });
  });

  it('asks for the day, the way and what came of it, and takes an amount', async () => {
    const { sent, onClose } = open('SETTLE');
    await userEvent.click(screen.getByRole('button', { name: '和解' }));
    await screen.findByText('请选择解决途径');
    await screen.findByText('请填写结果说明');
    fireEvent.mouseDown(screen.getByRole('combobox', { name: '解决途径' }));
    await userEvent.click(await screen.findByTitle('工会协调'));
    await userEvent.type(screen.getByLabelText('确定金额'), '8000');
    await userEvent.type(screen.getByLabelText('结果说明'), '年底前付清');
    await userEvent.click(screen.getByRole('button', { name: '和解' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent[0]?.input).toMatchObject({ step: 'SETTLE', on: today(), route: 'UNION', awarded: '8000', text: '年底前付清' });
  });

  it('goes to the list where it hands the case back, and else stays', async () => {
    const stays = open('NOTE');
    await userEvent.type(screen.getByLabelText('办理情况'), '电话联系了项目部');
    await userEvent.click(screen.getByRole('button', { name: '记办理情况' }));
    await waitFor(() => expect(stays.onClose).toHaveBeenCalled());
    expect(stays.place()).toBe('/rights/rightscase_1');
    cleanup();
    const leaves = open('FINISH', null);
    await userEvent.type(screen.getByLabelText('办理回复'), '工资已经全部付清');
    await userEvent.click(screen.getByRole('button', { name: '办结交回' }));
    await screen.findByText('已办结，交回登记的工会');
    expect(leaves.place()).toBe('/rights');
  });

  it('asks at the close how satisfied the worker is', async () => {
    const { sent, onClose } = open('CLOSE');
    await userEvent.type(screen.getByLabelText('结案说明'), '工资已全部到账');
    await userEvent.click(screen.getByRole('button', { name: '结案' }));
    await screen.findByText('请选择职工满意度');
    await userEvent.click(screen.getByLabelText('满意'));
    await userEvent.click(screen.getByRole('button', { name: '结案' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent[0]?.input).toMatchObject({ step: 'CLOSE', satisfaction: 'SATISFIED', text: '工资已全部到账' });
  });
});
