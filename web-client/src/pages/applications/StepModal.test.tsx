import { App, ConfigProvider } from 'antd';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Provider, type Client } from 'urql';
import { fromValue } from 'wonka';
import type { AidApplicationRowFragment } from '@/gql/graphql';
import { fromToday } from '@/shared/day';
import { StepModal } from './StepModal';
import type { PlainAct } from './steps';

const row = (n: number, maskedName: string): AidApplicationRowFragment => ({
  id: `aidapplication_${n}`, number: `JZ2026-${n}`, kind: 'COLLEGE_AID', year: 2026, state: 'SUBMITTED', maskedName, tier: 'DEEP', asked: '3000.00', granted: null,
  submittedAt: null, createdAt: '2026-11-20T01:00:00Z', noticeEndsOn: null, ending: null, version: n, next: ['PASS', 'RETURN'], household: null, member: null, programme: null,
  union: null, desk: null,
});

const file = (n: number, maskedName: string, changes: Partial<AidApplicationRowFragment>): AidApplicationRowFragment => ({
  ...row(n, maskedName), kind: 'NEEDY_FILE', asked: null, state: 'FILED', ...changes,
});

const some = [row(1, '张**'), row(2, '李**')];

function open(act: PlainAct, rows: readonly AidApplicationRowFragment[], ...answers: object[]) {
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
          <StepModal act={act} rows={rows} onClose={() => undefined} onDone={onDone} />
        </Provider>
      </App>
    </ConfigProvider>,
  );
  return { sent, onDone };
}

describe('a step of several applications', () => {
  it('asks why they go back, and sends them at the versions that were seen', async () => {
    const { sent, onDone } = open('RETURN', some, { applications: [], errors: [] });
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
    const { onDone } = open('PASS', some, { applications: [], errors: [{ code: 'CONFLICT', path: ['input', 'lines', '1', 'version'], message: '刚被别人办理过' }] });
    expect(screen.queryByLabelText('原因')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: '审核通过' }));
    await screen.findByText('李**：刚被别人办理过');
    expect(onDone).not.toHaveBeenCalled();
  });
});

describe('the end of files', () => {
  it('is proposed with why they end, and says nothing of money', async () => {
    const { sent, onDone } = open('PROPOSE_END', [file(1, '张**', {}), file(2, '李**', {})], { applications: [], errors: [] });
    await screen.findByText('已选 2 份');
    expect(screen.queryByText(/¥/)).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: '提出核销' }));
    await screen.findByText('请选择核销原因');
    await userEvent.click(screen.getByLabelText('退休'));
    await userEvent.type(screen.getByLabelText('原因'), '两人都已退休');
    await userEvent.click(screen.getByRole('button', { name: '提出核销' }));
    await waitFor(() => expect(onDone).toHaveBeenCalled());
    expect(sent[0]?.input).toMatchObject({ step: 'PROPOSE_END', ending: 'RETIRED', reason: '两人都已退休' });
  });

  it('asks until when a relieved family is followed, a year at first', async () => {
    const { sent, onDone } = open('END', [file(1, '张**', { state: 'ENDING', ending: 'RELIEVED' })], { applications: [], errors: [] });
    expect(screen.getByText('解困脱困')).toBeInTheDocument();
    expect(screen.getByLabelText('脱困监测至')).toHaveValue(fromToday(1, 'year'));
    await userEvent.click(screen.getByRole('button', { name: '核销' }));
    await waitFor(() => expect(onDone).toHaveBeenCalled());
    expect(sent[0]?.input).toMatchObject({ step: 'END', followedUntil: fromToday(1, 'year') });
  });

  it('follows nobody who has left, and names why each of several ends', async () => {
    const { sent, onDone } = open(
      'END', [file(1, '张**', { state: 'ENDING', ending: 'RETIRED' }), file(2, '李**', { state: 'ENDING', ending: 'DECEASED' })], { applications: [], errors: [] },
    );
    expect(screen.getByText('退休（张**）；死亡（李**）')).toBeInTheDocument();
    expect(screen.queryByLabelText('脱困监测至')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: '核销' }));
    await waitFor(() => expect(onDone).toHaveBeenCalled());
    expect(sent[0]?.input).not.toHaveProperty('followedUntil');
  });

  it('is refused in the words of a file', async () => {
    open('REJECT', [file(1, '张**', { state: 'SUBMITTED' })]);
    expect(screen.getByRole('button', { name: '不予建档' })).toBeInTheDocument();
  });
});
