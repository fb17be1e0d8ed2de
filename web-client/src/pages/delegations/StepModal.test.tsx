import { App, ConfigProvider } from 'antd';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Provider, type Client } from 'urql';
import { fromValue } from 'wonka';
import type { DelegationFactsFragment } from '@/gql/graphql';
import type { Act } from './acts';
import { StepModal } from './StepModal';

const of = { id: 'delegation_1', version: 4, lawyer: null, workers: [{}, {}], documents: [{}] } as unknown as DelegationFactsFragment;

const lawyers = [
  { id: 'lawyer_1', name: '李建明', state: 'ACTIVE', load: 4, specialities: [] },
  { id: 'lawyer_2', name: '王晓燕', state: 'ACTIVE', load: 3, specialities: ['WORK_INJURY'] },
  { id: 'lawyer_3', name: '赵内勤', state: 'INVITED', load: 0, specialities: [] },
];

function open(act: Act) {
  const sent: { input: Record<string, unknown> }[] = [];
  const client = {
    executeQuery: () => fromValue({ data: { partnerViewer: { lawyer: { id: 'lawyer_1', admin: true }, partner: { id: 'partner_1', lawyers } } }, stale: false, hasNext: false }),
    executeMutation: (request: { variables: { input: Record<string, unknown> } }) => {
      sent.push(structuredClone(request.variables));
      return fromValue({ data: { stepDelegation: { delegation: null, errors: [] } } });
    },
  } as unknown as Client;
  const onClose = vi.fn<() => void>();
  render(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <App>
        <Provider value={client}>
          <StepModal act={act} of={of} onClose={onClose} />
        </Provider>
      </App>
    </ConfigProvider>,
  );
  return { sent, onClose };
}

describe('a step of a delegation', () => {
  it('says before it is offered how much the partner will see', async () => {
    const { sent, onClose } = open('OFFER');
    expect(screen.getByText(/2 名职工的姓名和 1 个文件/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '送出委托' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent[0]?.input).toMatchObject({ id: 'delegation_1', version: 4, step: 'OFFER' });
  });

  it('is accepted by an administrator for a lawyer in office, with the declaration of no conflict', async () => {
    const { sent, onClose } = open('ACCEPT');
    await userEvent.click(screen.getByRole('button', { name: '接受委托' }));
    await screen.findByText('请选择承办人');
    await screen.findByText('接受前请先查利益冲突并确认');
    expect(sent).toHaveLength(0);
    fireEvent.mouseDown(screen.getByRole('combobox', { name: '承办人' }));
    await userEvent.click(await screen.findByTitle('王晓燕'));
    expect(screen.queryByTitle('赵内勤')).toBeNull();
    await userEvent.click(screen.getByRole('checkbox', { name: /已查利益冲突/ }));
    await userEvent.click(screen.getByRole('button', { name: '接受委托' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent[0]?.input).toMatchObject({ step: 'ACCEPT', lawyerId: 'lawyer_2', noConflict: true });
  });

  it.each([['DECLINE', '不接受'], ['RESIGN', '辞任'], ['REVOKE', '撤销委托']] as const)('asks why at %s', async (act, button) => {
    const { sent, onClose } = open(act);
    await userEvent.click(screen.getByRole('button', { name: button }));
    await screen.findByText('请说明原因，至少 5 个字');
    expect(sent).toHaveLength(0);
    await userEvent.type(screen.getByLabelText('原因'), '手上案件已满');
    await userEvent.click(screen.getByRole('button', { name: button }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent[0]?.input).toMatchObject({ step: act, text: '手上案件已满' });
  });

  it('is concluded with a result and what came of it; an amount may be left out', async () => {
    const { sent, onClose } = open('CONCLUDE');
    await userEvent.click(screen.getByRole('button', { name: '办结' }));
    await screen.findByText('请选择结果');
    await screen.findByText('请填写结果说明');
    await userEvent.click(screen.getByLabelText('已和解'));
    await userEvent.type(screen.getByLabelText('确定金额'), '40000');
    await userEvent.type(screen.getByLabelText('结果说明'), '分两期付清');
    await userEvent.click(screen.getByRole('button', { name: '办结' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent[0]?.input).toMatchObject({ step: 'CONCLUDE', result: 'SETTLED', awarded: '40000', text: '分两期付清' });
  });

  it('is rated by how satisfied the workers are', async () => {
    const { sent, onClose } = open('RATE');
    await userEvent.click(screen.getByRole('button', { name: '评价' }));
    await screen.findByText('请选择职工满意度');
    await userEvent.click(screen.getByLabelText('满意'));
    await userEvent.click(screen.getByRole('button', { name: '评价' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent[0]?.input).toMatchObject({ step: 'RATE', satisfaction: 'SATISFIED' });
  });
});
