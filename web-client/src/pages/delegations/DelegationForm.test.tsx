import { App, ConfigProvider } from 'antd';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { Provider, type Client } from 'urql';
import { fromValue } from 'wonka';
import type { DelegationCaseFragment } from '@/gql/graphql';
import { fromDraft } from './delegationForm';
import { DelegationForm } from './DelegationForm';

vi.mock('@/app/session/SessionContext', () => ({
  useConnection: () => ({ fileUrl: (address: string) => address }),
  useSession: () => ({ viewer: { union: { id: 'union_1' } } }),
}));

const attachment = (id: string, fileName: string) => ({ id, kind: 'DOCUMENT' as const, mediaType: 'application/pdf', bytes: 1, fileName, url: `/${id}`, thumbnailUrl: null, createdAt: '2026-03-01T01:00:00Z', by: null });

const ofCase: DelegationCaseFragment = {
  id: 'rightscase_1', number: 'WQ000123', kind: 'WAGE_ARREARS', state: 'ACCEPTED', label: '张**等2人', handledHere: true, placeText: null, workersConcerned: 2, claimed: '30000.00', employer: null,
  details: { respondent: '李老板' },
  next: ['DELEGATE'], delegations: [],
  workers: [{ id: 'w1', name: '张三', idNumber: null }, { id: 'w2', name: '李四', idNumber: null }],
  evidence: [attachment('attachment_1', '欠条.pdf'), attachment('attachment_2', '委托书.pdf')],
};

const partner = { id: 'partner_1', name: '山东沂蒙律师事务所', kind: 'LAW_FIRM', state: 'ACTIVE', specialities: [], districts: [{ code: '371302', name: '兰山区' }], load: 7 };

const draft = { brief: '干了三个月没有发工资', claim: '要回工资', contact: '陈明 0539-8111222', answerBy: '2999-04-01' };

function open(errors: object[] = []) {
  const sent: { input: Record<string, unknown> }[] = [];
  const client = {
    executeQuery: () => fromValue({ data: { partners: { nodes: [partner] }, partner }, stale: false, hasNext: false }),
    executeMutation: (request: { variables: { input: Record<string, unknown> } }) => {
      sent.push(structuredClone(request.variables));
      return fromValue({ data: { saveDelegation: { delegation: errors.length > 0 ? null : { id: 'delegation_1' }, errors } } });
    },
  } as unknown as Client;
  const router = createMemoryRouter(
    [
      { path: '/rights/:id/delegate', element: <DelegationForm ofCase={ofCase} initial={fromDraft(ofCase, draft)} /> },
      { path: '/delegations/:id', element: '委托的页面' },
    ],
    { initialEntries: ['/rights/rightscase_1/delegate'] },
  );
  render(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <App>
        <Provider value={client}>
          <RouterProvider router={router} />
        </Provider>
      </App>
    </ConfigProvider>,
  );
  return { sent, place: () => router.state.location.pathname };
}

async function choose(field: string, option: string) {
  fireEvent.mouseDown(screen.getByLabelText(field));
  fireEvent.click(await screen.findByTitle(option));
}

const tick = (label: string | RegExp) => fireEvent.click(screen.getByLabelText(label));

/** The fieldset of a worker is called as the worker is. */
const tickWorker = (name: string) => fireEvent.click(within(screen.getByLabelText(name, { selector: 'fieldset' })).getByLabelText(name));

const save = () => fireEvent.click(screen.getByText('保存草稿'));

describe('writing a delegation', () => {
  it('asks to whom and for what, wants powers for special authority and a worker, and sends the draft', async () => {
    const { sent, place } = open();
    expect(screen.getByLabelText('案情')).toHaveValue(draft.brief);
    tick('特别授权');
    await screen.findByLabelText('和解、调解');
    tickWorker('张三');
    tickWorker('李四');
    save();
    await screen.findByText('请选择合作机构');
    await screen.findByText('请选择委托事项');
    await screen.findByText('特别授权须写明包括哪些权限');
    await screen.findByText('请至少勾选一名职工');
    expect(sent).toHaveLength(0);
    await choose('合作机构', '山东沂蒙律师事务所');
    await choose('委托事项', '仲裁代理');
    tick('和解、调解');
    tickWorker('李四');
    tick(/欠条/);
    save();
    await screen.findByText('委托的页面');
    expect(place()).toBe('/delegations/delegation_1');
    const { idempotencyKey: _, ...input } = sent[0]?.input ?? {};
    expect(input).toEqual({
      ...draft, caseId: 'rightscase_1', partnerId: 'partner_1', kind: 'ARBITRATION', authority: 'SPECIAL', powers: ['SETTLE'],
      workers: [{ workerId: 'w2', signedOn: null, signedCopyId: null }], attachmentIds: ['attachment_1'],
    });
  });

  it('shows what the server says of a worker at that worker', async () => {
    const { sent } = open([{ code: 'INVALID', path: ['input', 'workers', '0', 'signedOn'], message: '委托日期不能晚于今天' }]);
    await choose('合作机构', '山东沂蒙律师事务所');
    await choose('委托事项', '仲裁代理');
    tickWorker('张三');
    save();
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(await within(screen.getByLabelText('李四', { selector: 'fieldset' })).findByText('委托日期不能晚于今天')).toBeVisible();
  });
});
