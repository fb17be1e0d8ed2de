import { App, ConfigProvider } from 'antd';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Provider, type Client } from 'urql';
import { fromValue } from 'wonka';
import type { AidApplicationRowFragment } from '@/gql/graphql';
import { StepModal } from './StepModal';
import type { PlainAct } from './steps';

const row = (n: number, maskedName: string): AidApplicationRowFragment => ({
  id: `aidapplication_${n}`, number: `JZ2026-${n}`, kind: 'COLLEGE_AID', year: 2026, state: 'SUBMITTED', maskedName, tier: 'DEEP', asked: '3000.00', granted: null,
  submittedAt: null, createdAt: '2026-11-20T01:00:00Z', noticeEndsOn: null, version: n, next: ['PASS', 'RETURN'], household: null, member: null, programme: null,
  union: null, desk: null,
});

function open(act: PlainAct, ...answers: object[]) {
  const sent: { input: Record<string, unknown> }[] = [];
  const client = {
    executeMutation: (request: { variables: { input: Record<string, unknown> } }) => {
      sent.push(structuredClone(request.variables));
      return fromValue({ data: { stepAidApplications: answers[sent.length - 1] } });
    },
  } as unknown as Client;
  const onDone = vi.fn<() => void>();
  render(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <App>
        <Provider value={client}>
          <StepModal act={act} rows={[row(1, '张**'), row(2, '李**')]} onClose={() => undefined} onDone={onDone} />
        </Provider>
      </App>
    </ConfigProvider>,
  );
  return { sent, onDone };
}

describe('a step of several applications', () => {
  it('asks why they go back, and sends them at the versions that were seen', async () => {
    const { sent, onDone } = open('RETURN', { applications: [], errors: [] });
    await screen.findByText('已选 2 份，共 ¥6,000.00');
    await userEvent.click(screen.getByRole('button', { name: '退回补正' }));
    await screen.findByText('请说明原因，至少 5 个字');
    expect(sent).toHaveLength(0);
    await userEvent.type(screen.getByLabelText('原因'), '请补录取通知书');
    await userEvent.click(screen.getByRole('button', { name: '退回补正' }));
    await waitFor(() => expect(onDone).toHaveBeenCalled());
    expect(sent[0]?.input).toMatchObject({
      step: 'RETURN', reason: '请补录取通知书', lines: [{ id: 'aidapplication_1', version: 1 }, { id: 'aidapplication_2', version: 2 }],
    });
  });

  it('says whose line was refused, and stays open', async () => {
    const { onDone } = open('PASS', { applications: [], errors: [{ code: 'CONFLICT', path: ['input', 'lines', '1', 'version'], message: '刚被别人办理过' }] });
    expect(screen.queryByLabelText('原因')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: '审核通过' }));
    await screen.findByText('李**：刚被别人办理过');
    expect(onDone).not.toHaveBeenCalled();
  });
});
