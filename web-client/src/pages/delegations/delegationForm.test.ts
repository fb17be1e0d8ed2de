import type { DelegationCaseFragment, DelegationFactsFragment } from '@/gql/graphql';
import { atMandates, fromDelegation, fromDraft, toInput, type DelegationValues, type MandateValues } from './delegationForm';

const ofCase = { id: 'rightscase_1', workers: [{ id: 'w1', name: '张三' }, { id: 'w2', name: '李四' }, { id: 'w3', name: '王五' }] } as DelegationCaseFragment;

const values: DelegationValues = {
  partnerId: 'partner_1',
  kind: 'ARBITRATION',
  authority: 'GENERAL',
  powers: ['SETTLE'],
  brief: ' 干了三个月 ',
  claim: '要回工资',
  contact: '陈明',
  answerBy: '2026-04-01',
  mandates: [
    { workerId: 'w1', name: '张三', given: false, signedOn: '2026-03-01' },
    { workerId: 'w2', name: '李四', given: true, signedOn: '2026-03-02', signedCopyId: 'attachment_1' },
    { workerId: 'w3', name: '王五', given: true },
  ],
  attachmentIds: ['attachment_2'],
};

const error = (...path: string[]) => ({ code: 'INVALID' as const, path: ['input', ...path], message: '日期不对' });

describe('the form of a delegation', () => {
  it('begins with all workers, no files, and what the server wrote', () => {
    const draft = { brief: '经过', claim: '诉求', contact: '陈明', answerBy: '2026-04-01' };
    expect(fromDraft(ofCase, draft)).toMatchObject({ ...draft, authority: 'GENERAL', attachmentIds: [], mandates: [{ workerId: 'w1', given: true }, { workerId: 'w2', given: true }, { workerId: 'w3', given: true }] });
  });

  it('sends who gives a mandate, and powers with special authority alone', () => {
    expect(toInput(values)).toMatchObject({
      powers: [],
      brief: '干了三个月',
      workers: [{ workerId: 'w2', signedOn: '2026-03-02', signedCopyId: 'attachment_1' }, { workerId: 'w3', signedOn: null, signedCopyId: null }],
    });
    expect(toInput({ ...values, authority: 'SPECIAL' }).powers).toEqual(['SETTLE']);
  });

  it('begins a change with who gave one already, and with nothing where names are not read', () => {
    const of = {
      partner: { id: 'partner_1' }, kind: 'LITIGATION', authority: 'SPECIAL', powers: ['APPEAL'], brief: '经过', claim: '诉求', contact: '陈明', answerBy: '2026-04-01',
      workers: [{ workerId: 'w2', signedOn: '2026-03-02', signedCopy: { id: 'attachment_1' } }],
      documents: [{ fromPartner: false, attachment: { id: 'attachment_2' } }, { fromPartner: true, attachment: { id: 'attachment_3' } }],
    } as unknown as DelegationFactsFragment;
    const begun = fromDelegation(of, ofCase);
    expect(begun?.mandates.map((one) => one.given)).toEqual([false, true, false]);
    expect(begun?.mandates[1]).toMatchObject({ signedOn: '2026-03-02', signedCopyId: 'attachment_1' });
    expect(begun?.attachmentIds).toEqual(['attachment_2']);
    expect(fromDelegation({ ...of, brief: null }, ofCase)).toBeNull();
  });

  it('shows a refusal at the worker whom it is about', () => {
    const mandates: MandateValues[] = values.mandates;
    expect(atMandates([error('workers', '0', 'signedOn'), error('workers'), error('brief')], mandates).map((one) => one.path)).toEqual([
      ['input', 'mandates', '1', 'signedOn'],
      ['input', 'mandates'],
      ['input', 'brief'],
    ]);
  });
});
