import { App, ConfigProvider } from 'antd';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Provider, type Client } from 'urql';
import { fromValue } from 'wonka';
import { ConflictsCard } from './ConflictsCard';

const conflict = { id: 'conflict_1', name: '某某建设集团', creditCode: null, createdAt: '2026-03-01T01:00:00Z' };

function open(manages: boolean) {
  const sent: { input: Record<string, unknown> }[] = [];
  const client = {
    executeMutation: (request: { variables: { input: Record<string, unknown> } }) => {
      sent.push(structuredClone(request.variables));
      return fromValue({ data: { addPartnerConflict: { conflict, errors: [] }, removePartnerConflict: { removed: true, errors: [] } } });
    },
  } as unknown as Client;
  render(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <App>
        <Provider value={client}>
          <ConflictsCard conflicts={[conflict]} manages={manages} />
        </Provider>
      </App>
    </ConfigProvider>,
  );
  return { sent };
}

describe('the list of conflicts', () => {
  it('says who reads it, and is changed by administrators alone', () => {
    open(false);
    expect(screen.getByText(/只有本机构看得到/)).toBeVisible();
    expect(screen.queryAllByRole('button')).toEqual([]);
  });

  it('takes an enterprise by name, with a code that is right', async () => {
    const { sent } = open(true);
    await userEvent.click(screen.getByRole('button', { name: '加入名单' }));
    await userEvent.type(await screen.findByLabelText('单位名称'), '临沂宏泰木业有限公司');
    await userEvent.type(screen.getByLabelText('统一社会信用代码'), '91350100m000100y44');
    const [, ok] = screen.getAllByRole('button', { name: '加入名单' });
    if (ok) await userEvent.click(ok);
    await screen.findByText('校验位不对，请核对');
    expect(sent).toHaveLength(0);
    await userEvent.clear(screen.getByLabelText('统一社会信用代码'));
    await userEvent.type(screen.getByLabelText('统一社会信用代码'), '91350100m000100y43');
    if (ok) await userEvent.click(ok);
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.input).toMatchObject({ name: '临沂宏泰木业有限公司', creditCode: '91350100M000100Y43' });
  });

  it('gives one up after saying what that means', async () => {
    const { sent } = open(true);
    await userEvent.click(screen.getByRole('button', { name: '移出名单：某某建设集团' }));
    await screen.findByText(/移出后，工会可以委托/);
    await userEvent.click(screen.getByRole('button', { name: '移出名单' }));
    await waitFor(() => expect(sent[0]?.input).toMatchObject({ id: 'conflict_1' }));
  });
});
