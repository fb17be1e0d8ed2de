import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { MemoryRouter } from 'react-router';
import { Provider, type Client, type OperationResult } from 'urql';
import { fromValue, never, type Source } from 'wonka';
import { EndPairingModal } from './PairingModals';

const household = { id: 'h1', headName: '张德胜', union: { id: 'u1' } };
const pairing = { id: 'p1', version: 3, cadre: { id: 's1', name: '王建国' } };

/** A client whose mutations answer by a script; queries wait for ever. */
function scripted(answers: object[]) {
  const sent: { input: Record<string, unknown> }[] = [];
  const client = {
    executeQuery: () => never,
    executeMutation: ({ variables }: { variables: { input: Record<string, unknown> } }): Source<OperationResult> => {
      sent.push(variables);
      return fromValue({ data: { endPairing: answers.shift() }, stale: false, hasNext: false } as unknown as OperationResult);
    },
  } as unknown as Client;
  return { client, sent };
}

function open(client: Client, onClose: () => void) {
  render(
    <MemoryRouter>
      <App>
        <Provider value={client}>
          <EndPairingModal open household={household} pairing={pairing} onClose={onClose} />
        </Provider>
      </App>
    </MemoryRouter>,
  );
}

async function choose(reason: string) {
  fireEvent.mouseDown(await screen.findByRole('combobox'));
  fireEvent.click(await screen.findByTitle(reason));
}

const submit = () => fireEvent.click(screen.getByRole('button', { name: '解除结对' }));

describe('ending a pairing that somebody has just changed', () => {
  it('takes the newest version, keeps the reason typed, and then ends it', async () => {
    const conflict = { code: 'CONFLICT', path: ['input', 'version'], message: '已被修改' };
    const { client, sent } = scripted([
      { pairing: { ...pairing, version: 4 }, errors: [conflict] },
      { pairing: { ...pairing, version: 5 }, errors: [] },
    ]);
    const onClose = vi.fn<() => void>();
    open(client, onClose);
    await choose('干部调离');
    submit();
    fireEvent.click(await screen.findByRole('button', { name: '取用最新记录，保留我填写的' }));
    expect(onClose).not.toHaveBeenCalled();
    submit();
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent.map((one) => one.input['version'])).toEqual([3, 4]);
    expect(sent.map((one) => one.input['reason'])).toEqual(['CADRE_LEFT', 'CADRE_LEFT']);
    expect(sent[0]?.input['idempotencyKey']).not.toBe(sent[1]?.input['idempotencyKey']);
  });

  it('shows a refusal at its field and stays open', async () => {
    const { client } = scripted([{ pairing: null, errors: [{ code: 'STATE', path: ['input', 'reason'], message: '这户还在帮扶中，不能以脱困解除' }] }]);
    const onClose = vi.fn<() => void>();
    open(client, onClose);
    await choose('脱困');
    submit();
    expect(await screen.findByText('这户还在帮扶中，不能以脱困解除')).toBeInTheDocument();
    expect(onClose).not.toHaveBeenCalled();
  });

  it('sends nothing without a reason', async () => {
    const { client, sent } = scripted([]);
    open(client, () => undefined);
    submit();
    expect(await screen.findByText('请选择原因')).toBeInTheDocument();
    expect(sent).toEqual([]);
  });
});
