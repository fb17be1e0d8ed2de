import { outcomeOf } from './upload';

const refusal = { code: 'INVALID', path: ['input', 'file'], message: '不支持这种文件' };

const error = (code: string) => JSON.stringify({ errors: [{ message: '没有找到这条记录', extensions: { code } }] });

describe('the answer to an upload', () => {
  it('is an id, or says why not and whether to try again', () => {
    const sent = JSON.stringify({ attachment: { id: 'attachment_1' }, errors: [] });
    expect(outcomeOf(200, sent)).toEqual({ kind: 'sent', id: 'attachment_1' });
    const refused = JSON.stringify({ attachment: null, errors: [refusal] });
    expect(outcomeOf(200, refused)).toEqual({ kind: 'rejected', refusals: [refusal] });
    const busy = JSON.stringify({ attachment: null, errors: [{ ...refusal, code: 'UNAVAILABLE', message: '请稍后再试' }] });
    expect(outcomeOf(200, busy)).toEqual({ kind: 'server', message: '请稍后再试' });
    expect(outcomeOf(404, error('NOT_FOUND'))).toEqual({ kind: 'rejected', refusals: [{ code: 'INVALID', path: [], message: '没有找到这条记录' }] });
    expect(outcomeOf(413, error('PAYLOAD_TOO_LARGE')).kind).toBe('rejected');
    expect(outcomeOf(503, error('TIMEOUT')).kind).toBe('server');
    expect(outcomeOf(401, error('UNAUTHENTICATED'))).toEqual({ kind: 'line' });
    expect(outcomeOf(502, '<html>Bad Gateway</html>')).toEqual({ kind: 'line' });
  });
});
