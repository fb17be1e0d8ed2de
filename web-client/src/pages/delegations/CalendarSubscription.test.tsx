import { App, ConfigProvider } from 'antd';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Provider, type Client } from 'urql';
import { fromValue } from 'wonka';
import { CalendarSubscription } from './CalendarSubscription';

const path = '/calendar.ics?feed=3713.secret';
const url = `https://lianxin.example${path}`;

vi.mock('@/app/session/SessionContext', () => ({ useConnection: () => ({ fileUrl: (address: string) => new URL(address, 'https://lianxin.example/graphql').href }) }));

function open(data: object) {
  let made = 0;
  const client = {
    executeQuery: () => fromValue({ data, stale: false, hasNext: false }),
    executeMutation: () => {
      made += 1;
      return fromValue({ data: { createCalendarFeed: { url: path, errors: [] } } });
    },
  } as unknown as Client;
  render(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <App>
        <Provider value={client}>
          <CalendarSubscription />
        </Provider>
      </App>
    </ConfigProvider>,
  );
  return { made: () => made };
}

describe('the address of one’s calendar', () => {
  it('is shown once', async () => {
    open({ calendarFeed: null, partnerViewer: null });
    expect(screen.queryByRole('button', { name: '停用地址' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: '生成日历地址' }));
    await screen.findByText(url);
    await userEvent.click(screen.getByRole('button', { name: '已添加，关闭' }));
    await waitFor(() => expect(screen.queryByText(url)).toBeNull());
  });

  it('says of a partner’s person when it was read, and ends the old one only after asking', async () => {
    const { made } = open({ calendarFeed: null, partnerViewer: { calendarFeed: { createdAt: '2026-03-01T01:00:00Z', lastReadOn: null } } });
    expect(screen.getByText(/还没有被读取过/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: '换一个地址' }));
    await screen.findByText(/原来的地址立刻失效/);
    expect(made()).toBe(0);
  });
});
