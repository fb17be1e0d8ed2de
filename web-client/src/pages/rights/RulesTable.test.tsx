import { App, ConfigProvider } from 'antd';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Provider, type Client } from 'urql';
import { fromValue } from 'wonka';
import type { Permission, UnionLevel } from '@/gql/graphql';
import { fromToday } from '@/shared/day';
import { testViewer } from '@/test/session';
import { RulesTable } from './RulesTable';

const of = vi.hoisted(() => ({ level: 'MUNICIPAL', permissions: ['RIGHTS_HANDLE'] }) as { level: UnionLevel; permissions: Permission[] });

vi.mock('@/app/session/SessionContext', () => ({
  useSession: () => {
    const viewer = testViewer();
    return { viewer: { ...viewer, union: { ...viewer.union, level: of.level } }, can: (one: Permission) => of.permissions.includes(one) };
  },
}));

const rule = { code: 'ARBITRATION', title: '申请劳动仲裁', law: '劳动争议调解仲裁法第二十七条', kinds: ['WAGE_ARREARS'], fact: 'KNOWN_ON', count: 1, unit: 'YEARS', validFrom: '2008-05-01', revisedFrom: null };

async function open(level: UnionLevel, ...permissions: Permission[]) {
  Object.assign(of, { level, permissions });
  const sent: { input: Record<string, unknown> }[] = [];
  const client = {
    executeQuery: () => fromValue({ data: { rightsRules: [rule] }, stale: false, hasNext: false }),
    executeMutation: (request: { variables: { input: Record<string, unknown> } }) => {
      sent.push(structuredClone(request.variables));
      return fromValue({ data: { setRightsRule: { rule, errors: [] } } });
    },
  } as unknown as Client;
  render(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <App>
        <Provider value={client}>
          <RulesTable />
        </Provider>
      </App>
    </ConfigProvider>,
  );
  await userEvent.click(screen.getByText('时效规定'));
  await screen.findByText('申请劳动仲裁');
  return sent;
}

const revise = '修订：申请劳动仲裁';

describe('the rules of deadlines', () => {
  it('are revised by the city federation from tomorrow on, beginning with what holds now', async () => {
    const sent = await open('MUNICIPAL', 'RIGHTS_HANDLE');
    await userEvent.click(screen.getByRole('button', { name: revise }));
    await screen.findByText(/已经起算的期限不追溯修改/);
    const count = screen.getByLabelText('期限');
    expect(count).toHaveValue('1');
    fireEvent.change(count, { target: { value: '18' } });
    fireEvent.mouseDown(screen.getByRole('combobox', { name: '单位' }));
    await userEvent.click(await screen.findByTitle('个月'));
    const law = screen.getByLabelText('依据');
    await userEvent.clear(law);
    await userEvent.click(screen.getByRole('button', { name: '修订' }));
    await screen.findByText('请填写依据');
    expect(sent).toHaveLength(0);
    await userEvent.type(law, ' 新法第三条 ');
    await userEvent.click(screen.getByRole('button', { name: '修订' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    const { idempotencyKey, ...input } = sent[0]?.input ?? {};
    expect(idempotencyKey).toBeTruthy();
    expect(input).toEqual({ code: 'ARBITRATION', validFrom: fromToday(1, 'day'), count: 18, unit: 'MONTHS', title: '申请劳动仲裁', law: '新法第三条' });
  });

  it.each([
    ['a county', 'COUNTY', 'RIGHTS_HANDLE'],
    ['who does not handle cases', 'MUNICIPAL', 'RIGHTS_READ'],
  ] as const)('are only read by %s', async (_, level, permission) => {
    await open(level, permission);
    expect(screen.queryByRole('button', { name: revise })).toBeNull();
  });
});
