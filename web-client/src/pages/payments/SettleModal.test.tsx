import { App, ConfigProvider } from 'antd';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Provider, type Client } from 'urql';
import { fromValue } from 'wonka';
import type { BatchFactsFragment, PaymentFactsFragment } from '@/gql/graphql';
import { SettleModal } from './SettleModal';
import { outcome } from './settle';

const line = (number: number, name: string, amount: string) =>
  ({ number, amount, state: 'SENT', reason: null, settledOn: null, application: { id: `aidapplication_${number}`, maskedName: name, next: ['SETTLE', 'BOUNCE'], payee: null } }) as unknown as PaymentFactsFragment;

const batch: BatchFactsFragment = {
  id: 'aidbatch_1', number: 'FF2026-1', method: 'BANK', onDay: '2026-11-26', document: null, goods: null, count: 2, amount: '4500.00', returned: 0, open: 2,
  createdAt: '2026-11-26T01:00:00Z', version: 1, union: null, createdBy: null, payments: [line(1, '张**', '3000.00'), line(2, '李**', '1500.00')], bankReturns: [],
};

describe('what the bank answered', () => {
  it('is written down with a reason for each line that came back, and the rest is paid', async () => {
    const sent: { input: Record<string, unknown> }[] = [];
    const client = {
      executeMutation: (request: { variables: { input: Record<string, unknown> } }) => {
        sent.push(structuredClone(request.variables));
        return fromValue({ data: { settleAidBatch: { batch, errors: [] } } });
      },
    } as unknown as Client;
    const onDone = vi.fn<() => void>();
    const chosen = batch.payments.slice(1);
    render(
      <ConfigProvider button={{ autoInsertSpace: false }}>
        <App>
          <Provider value={client}>
            <SettleModal batch={batch} chosen={chosen} result={outcome(batch, [2])} onClose={() => undefined} onDone={onDone} />
          </Provider>
        </App>
      </ConfigProvider>,
    );
    await screen.findByText('1 笔记为已发放，共 ¥3,000.00。');
    expect(screen.getByText(/1 笔退回，共 ¥1,500.00/)).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText('2. 李** ¥1,500.00 退回原因'), '户名');
    await userEvent.click(screen.getByRole('button', { name: '登记' }));
    await screen.findByText('请填写退回原因，至少 5 个字');
    expect(sent).toHaveLength(0);
    await userEvent.type(screen.getByLabelText('2. 李** ¥1,500.00 退回原因'), '与账号不符');
    await userEvent.click(screen.getByRole('button', { name: '登记' }));
    await waitFor(() => expect(onDone).toHaveBeenCalled());
    expect(sent[0]?.input).toMatchObject({ id: 'aidbatch_1', version: 1, returned: [{ number: 2, reason: '户名与账号不符' }] });
  });
});
