import { App, ConfigProvider } from 'antd';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { Provider, type Client } from 'urql';
import { fromValue } from 'wonka';
import { WorkYearForm } from './WorkYearForm';

describe('the holidays of a year', () => {
  it('are pasted as a list; what can’t be read stays to be mended', async () => {
    const sent: { input: Record<string, unknown> }[] = [];
    const client = {
      executeMutation: (request: { variables: { input: Record<string, unknown> } }) => {
        sent.push(structuredClone(request.variables));
        return fromValue({ data: { setWorkYear: { workYear: null, errors: [] } } });
      },
    } as unknown as Client;
    const onClose = vi.fn<() => void>();
    const before = { year: 2027, source: '国办发明电〔2026〕9号', version: 3, days: [{ day: '2027-01-01', working: true, name: '元旦' }] };
    const router = createMemoryRouter([{ path: '/', element: <WorkYearForm year={2027} before={before} onClose={onClose} /> }]);
    render(
      <ConfigProvider button={{ autoInsertSpace: false }}>
        <App>
          <Provider value={client}>
            <RouterProvider router={router} />
          </Provider>
        </App>
      </ConfigProvider>,
    );
    const paste = screen.getByLabelText('粘贴录入');
    fireEvent.change(paste, { target: { value: '2027-01-01 至 2027-01-02 休 元旦\n春节待定' } });
    await userEvent.click(screen.getByRole('button', { name: '加入列表' }));
    await screen.findByText('这几行没有读懂，请改好再加入');
    expect(paste).toHaveValue('春节待定');
    await userEvent.click(screen.getByRole('button', { name: '保存' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent[0]?.input).toMatchObject({
      year: 2027,
      version: 3,
      source: '国办发明电〔2026〕9号',
      days: [
        { day: '2027-01-01', working: false, name: '元旦' },
        { day: '2027-01-02', working: false, name: '元旦' },
      ],
    });
  });
});
