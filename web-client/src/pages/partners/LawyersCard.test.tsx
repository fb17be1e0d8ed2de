import { App, ConfigProvider } from 'antd';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Provider, type Client } from 'urql';
import { fromValue } from 'wonka';
import type { LawyerFactsFragment } from '@/gql/graphql';
import { LawyersCard } from './LawyersCard';

const lawyers: LawyerFactsFragment[] = [
  { id: 'lawyer_1', name: '李建明', licenceNumber: '13713201010123456', phone: null, specialities: [], admin: true, state: 'ACTIVE', load: 4, version: 1 },
  { id: 'lawyer_2', name: '赵内勤', licenceNumber: null, phone: null, specialities: [], admin: false, state: 'INVITED', load: 0, version: 1 },
];

function open(manages: boolean) {
  const sent: { input: Record<string, unknown> }[] = [];
  const answer = { lawyer: lawyers[1], code: 'K7QF-2M9X', expiresAt: '2999-01-01T00:00:00Z', errors: [] };
  const client = {
    executeMutation: (request: { variables: { input: Record<string, unknown> } }) => {
      sent.push(structuredClone(request.variables));
      return fromValue({ data: { inviteLawyer: answer, issueLawyerCode: answer } });
    },
  } as unknown as Client;
  render(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <App>
        <Provider value={client}>
          <LawyersCard partnerId="partner_1" lawyers={lawyers} manages={manages} invites={manages} />
        </Provider>
      </App>
    </ConfigProvider>,
  );
  return { sent };
}

describe('the people of a partner', () => {
  it('are only looked at by whoever does not manage them', () => {
    open(false);
    expect(screen.getByText('李建明')).toBeVisible();
    expect(screen.queryAllByRole('button')).toEqual([]);
  });

  it('are invited with a code that is shown once', async () => {
    const { sent } = open(true);
    await userEvent.click(screen.getByRole('button', { name: '邀请人员' }));
    await userEvent.type(await screen.findByLabelText('姓名'), '赵内勤');
    await userEvent.type(screen.getByLabelText('律师执业证号'), '1371');
    await userEvent.click(screen.getByRole('button', { name: '邀请' }));
    await screen.findByText('律师执业证号为 17 位数字');
    expect(sent).toHaveLength(0);
    await userEvent.clear(screen.getByLabelText('律师执业证号'));
    await userEvent.click(screen.getByRole('button', { name: '邀请' }));
    await screen.findByText('K7QF-2M9X');
    expect(sent[0]?.input).toMatchObject({ partnerId: 'partner_1', name: '赵内勤', licenceNumber: null, admin: false, specialities: [] });
    expect(screen.getByText(/\/invitation#code=/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '已记下，关闭' }));
    await waitFor(() => expect(screen.queryByText('K7QF-2M9X')).toBeNull());
  });

  it('get a code for a new password once they have come', async () => {
    const { sent } = open(true);
    await userEvent.click(screen.getByRole('button', { name: '新代码：李建明' }));
    await userEvent.click(await screen.findByRole('button', { name: '生成代码' }));
    await screen.findByText(/\/reset-password#code=/);
    expect(sent[0]?.input).toMatchObject({ id: 'lawyer_1' });
  });
});
