import { App, ConfigProvider } from 'antd';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Provider, type Client } from 'urql';
import { fromValue } from 'wonka';
import type { AllocationFactsFragment, AllocationStep } from '@/gql/graphql';
import { StepModal } from './StepModal';

const allocation: AllocationFactsFragment = {
  id: 'fundallocation_1', kind: 'ALLOCATION', state: 'ISSUED', year: 2014, programme: 'COLLEGE_AID', amount: '300000.05',
  documentNumber: null, purpose: '金秋助学专项', spendBy: null, proposedAt: '2014-08-06T00:00:00Z', issuedAt: '2014-08-07T00:00:00Z',
  settledAt: null, answer: null, version: 2, steps: ['RECEIVE', 'REFUSE'], fund: null, from: { id: 'union_1', name: '临沂市总工会', shortName: '临沂市' },
  to: { id: 'union_2', name: '兰山区总工会', shortName: '兰山区' }, proposedBy: null, issuedBy: null, settledBy: null,
};

function open(step: AllocationStep, ...answers: object[]) {
  const sent: { input: Record<string, unknown> }[] = [];
  const client = {
    executeMutation: (request: { variables: { input: Record<string, unknown> } }) => {
      sent.push(structuredClone(request.variables));
      return fromValue({ data: { stepAllocation: answers[sent.length - 1] } });
    },
  } as unknown as Client;
  const onClose = vi.fn<() => void>();
  render(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <App>
        <Provider value={client}>
          <StepModal allocation={allocation} step={step} onClose={onClose} />
        </Provider>
      </App>
    </ConfigProvider>,
  );
  return { sent, onClose };
}

describe('a step of an allocation', () => {
  it('asks for a reason where money goes back, and sends the version that was seen', async () => {
    const { sent, onClose } = open('REFUSE', { allocation, errors: [] });
    await userEvent.click(screen.getByRole('button', { name: '拒收' }));
    await screen.findByText('请说明原因，至少 5 个字');
    expect(sent).toHaveLength(0);
    await userEvent.type(screen.getByLabelText('原因'), '收款账户已注销');
    await userEvent.click(screen.getByRole('button', { name: '拒收' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent[0]?.input).toMatchObject({ id: 'fundallocation_1', version: 2, step: 'REFUSE', reason: '收款账户已注销' });
  });

  it('after a conflict takes the newest version and goes on', async () => {
    const newest = { ...allocation, version: 5 };
    const { sent, onClose } = open(
      'RECEIVE',
      { allocation: newest, errors: [{ code: 'CONFLICT', path: ['input', 'version'], message: '已被修改' }] },
      { allocation: newest, errors: [] },
    );
    expect(screen.queryByLabelText('原因')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: '确认到账' }));
    await userEvent.click(await screen.findByText('取用最新记录，保留我填写的'));
    await userEvent.click(screen.getByRole('button', { name: '确认到账' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent.map((one) => one.input['version'])).toEqual([2, 5]);
  });
});
