import { App, ConfigProvider } from 'antd';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { Provider, type Client } from 'urql';
import { fromValue } from 'wonka';
import type { UnionFactsFragment } from '@/gql/graphql';
import { EditUnionModal } from './UnionForms';

const union: UnionFactsFragment = {
  id: 'union_2',
  name: '兰山区总工会',
  shortName: '兰山区',
  level: 'COUNTY',
  state: 'ACTIVE',
  creditCode: null,
  divisionCode: '371302',
  address: '沂州路 1 号',
  telephone: null,
  memberCount: 10,
  migrantMemberCount: 4,
  householdKind: 'LINKED',
  childCount: 0,
  version: 7,
  createdAt: '2014-05-06T00:00:00Z',
};

interface Sent {
  input: Record<string, unknown>;
}

/** Shows the form over a server that gives these answers one after another (an Error: the line is broken). */
function open(...answers: (object | Error)[]) {
  const sent: Sent[] = [];
  const client = {
    executeMutation: (request: { variables: Sent }) => {
      sent.push(structuredClone(request.variables));
      const answer = answers[sent.length - 1];
      return fromValue(
        answer instanceof Error
          ? { error: { graphQLErrors: [], networkError: answer } }
          : { data: { updateUnion: answer } },
      );
    },
  } as unknown as Client;
  const onClose = vi.fn<() => void>();
  render(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <App>
        <MemoryRouter>
          <Provider value={client}>
            <EditUnionModal union={union} open onClose={onClose} />
          </Provider>
        </MemoryRouter>
      </App>
    </ConfigProvider>,
  );
  return { sent, onClose, save: () => userEvent.click(screen.getByText('保存')) };
}

describe('a form of a union', () => {
  it('shows a refusal at the field it belongs to, and the rest above the form', async () => {
    const { save, onClose } = open({
      union: null,
      errors: [
        { code: 'INVALID', path: ['input', 'creditCode'], message: '校验位不对' },
        { code: 'STATE', path: [], message: '工会已停用' },
      ],
    });
    await save();
    const field = await screen.findByLabelText('统一社会信用代码');
    await waitFor(() => expect(field).toHaveAccessibleDescription(expect.stringContaining('校验位不对')));
    expect(field).toHaveAttribute('aria-invalid', 'true');
    expect(within(screen.getAllByRole('alert')[0] as HTMLElement).getByText('工会已停用')).toBeVisible();
    expect(onClose).not.toHaveBeenCalled();
  });

  it('sends the same key again after a broken line, and another for changed input', async () => {
    const done = { union, errors: [] };
    const { sent, save, onClose } = open(new Error('offline'), new Error('offline'), done);
    await save();
    await screen.findByText(/网络不通/);
    await save();
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.input['idempotencyKey']).toBe(sent[0]?.input['idempotencyKey']);
    await userEvent.type(screen.getByLabelText('电话'), '0539-8100000');
    await save();
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent[2]?.input['idempotencyKey']).not.toBe(sent[0]?.input['idempotencyKey']);
    expect(sent[2]?.input).toMatchObject({ id: 'union_2', version: 7, telephone: '0539-8100000', creditCode: null });
  });

  it('takes the newest row after a conflict and keeps what was typed', async () => {
    const newest = { ...union, version: 9, address: '北京路 14 号', name: '兰山区总工会（新）' };
    const { sent, save, onClose } = open(
      { union: newest, errors: [{ code: 'CONFLICT', path: ['input', 'version'], message: '已被修改' }] },
      { union: newest, errors: [] },
    );
    const name = screen.getByLabelText('工会名称');
    await userEvent.clear(name);
    await userEvent.type(name, '我填写的名称');
    await save();
    await userEvent.click(await screen.findByText('取用最新记录，保留我填写的'));
    expect(name).toHaveValue('我填写的名称');
    expect(screen.getByLabelText('地址')).toHaveValue('北京路 14 号');
    await save();
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent[1]?.input).toMatchObject({ version: 9, name: '我填写的名称', address: '北京路 14 号' });
  });
});
