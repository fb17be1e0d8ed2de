import { App, ConfigProvider } from 'antd';
import { render, screen, within } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { Provider, type Client } from 'urql';
import { fromValue } from 'wonka';
import type { DelegationFactsFragment } from '@/gql/graphql';
import { Delegation } from './Delegation';
import type { Side } from './side';

vi.mock('@/pages/papers/PrintButton', () => ({ PrintButton: (props: { text: string }) => <button type="button">{props.text}</button> }));
vi.mock('@/shared/attachments/Attachments', () => ({ Attachments: (props: { editable: boolean; label: string }) => <span>{`${props.label}${props.editable ? '：可添加' : ''}`}</span> }));

const whole: DelegationFactsFragment = {
  id: 'delegation_1', number: 'WT000012', state: 'DRAFT', kind: 'ARBITRATION', authority: 'SPECIAL', powers: ['SETTLE'], caseNumber: 'WQ000123', caseKind: 'WAGE_ARREARS', label: '张**等3人',
  workersConcerned: 3, employerName: null, placeCode: '371302', placeText: null, claimed: '45600.00', unionName: '兰山区总工会', answerBy: '2026-04-01', overdue: false, offeredOn: null, endedOn: null,
  partnerName: '山东沂蒙律师事务所', partner: { id: 'partner_1' }, lawyer: null, nextHearing: null, brief: '干了三个月', claim: '要回工资', respondent: '李老板', contact: '陈明', answeredOn: null, result: null,
  awarded: null, outcome: null, satisfaction: null, next: ['OFFER', 'REVOKE'], editable: true, hearingsEditable: false, documentsEditable: false, printable: true, createdAt: '2026-03-20T01:00:00Z', version: 1,
  workers: [{ id: 'delegationworker_1', workerId: 'w1', name: '张三', idNumber: null, phone: null, signedOn: null, signedCopy: null }],
  documents: [], hearings: [], way: [], case: { id: 'rightscase_1', number: 'WQ000123' }, paper: null,
};

/** As it is before the partner accepts and after the end. */
const masked: DelegationFactsFragment = { ...whole, brief: null, claim: null, respondent: null, contact: null, workers: [], case: null, editable: false, printable: false, offeredOn: '2026-03-21' };

function open(of: DelegationFactsFragment | null, side: Side) {
  const client = { executeQuery: () => fromValue({ data: { delegation: of }, stale: false, hasNext: false }) } as unknown as Client;
  render(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <App>
        <Provider value={client}>
          <RouterProvider router={createMemoryRouter([{ path: '/', element: <Delegation id="delegation_1" side={side} /> }])} />
        </Provider>
      </App>
    </ConfigProvider>,
  );
}

const buttons = () => screen.getAllByRole('button').map((one) => one.textContent);

describe('the page of a delegation', () => {
  it('says before the offer what the partner will see, and lets the draft be changed and printed', () => {
    open(whole, 'union');
    const note = screen.getByRole('alert');
    expect(within(note).getByText(/送出之前/)).toBeVisible();
    expect(within(note).getByText(/职工只显示“张\*\*等3人”/)).toBeVisible();
    expect(within(note).getByText(/1 名委托职工/)).toBeVisible();
    expect(buttons()).toEqual(['修改', '送出委托', '撤销委托', '打印授权委托书']);
    expect(screen.getByRole('link', { name: 'WQ000123' })).toHaveAttribute('href', '/rights/rightscase_1');
    expect(screen.getByText('李老板')).toBeVisible();
    expect(screen.getByText('未签')).toBeVisible();
  });

  it('shows a partner an offer without names, with its answers', () => {
    open({ ...masked, state: 'OFFERED', next: ['ACCEPT', 'DECLINE'] }, 'partner');
    expect(screen.getByText(/接受之后才能看到/)).toBeVisible();
    expect(buttons()).toEqual(['接受委托', '不接受']);
    expect(screen.getByText('自然人')).toBeVisible();
    expect(screen.queryByText('文件')).toBeNull();
    expect(screen.queryByRole('link', { name: 'WQ000123' })).toBeNull();
    expect(screen.queryByRole('link', { name: '山东沂蒙律师事务所' })).toBeNull();
  });

  it('shows the partner that accepted names, hearings and files, and lets it add', () => {
    open({ ...whole, state: 'IN_PROGRESS', case: null, editable: false, printable: false, next: ['PROGRESS', 'MESSAGE', 'CONCLUDE', 'RESIGN'], hearingsEditable: true, documentsEditable: true }, 'partner');
    expect(screen.getByText('张三')).toBeVisible();
    expect(buttons()).toEqual(['登记进展', '办结', '留言', '辞任', '登记日程']);
    expect(screen.getByText('机构提交：可添加')).toBeVisible();
    expect(screen.queryByText(/送出之前/)).toBeNull();
  });

  it('lets the union share more files, and shows it nothing of the partner’s acts', () => {
    open({ ...whole, state: 'ACCEPTED', editable: false, next: ['MESSAGE', 'REVOKE'], documentsEditable: true, hearingsEditable: false }, 'union');
    expect(buttons()).toEqual(['留言', '撤销委托', '打印授权委托书', '交付更多文件']);
    expect(screen.queryByText('机构提交：可添加')).toBeNull();
  });

  it('says at the end that nothing is shown any more', () => {
    open({ ...masked, state: 'REVOKED', next: [], endedOn: '2026-03-25' }, 'partner');
    expect(screen.getByText(/委托已经结束/)).toBeVisible();
    expect(screen.queryAllByRole('button')).toEqual([]);
  });

  it('names a partner that is not seen without a link, and counts files that were removed', () => {
    open({ ...whole, state: 'ACCEPTED', partner: null, documents: [{ at: '2026-03-21T01:00:00Z', fromPartner: false, attachment: null }] }, 'union');
    expect(screen.getByText('山东沂蒙律师事务所')).toBeVisible();
    expect(screen.queryByRole('link', { name: '山东沂蒙律师事务所' })).toBeNull();
    expect(screen.getByText('另有 1 个文件已被删除')).toBeVisible();
  });

  it('says that there is none, and leads to the list of whoever looks', () => {
    open(null, 'partner');
    expect(screen.getByText(/没有这件委托/)).toBeVisible();
    expect(screen.getByRole('link', { name: '委托' })).toHaveAttribute('href', '/partner/delegations');
  });
});
