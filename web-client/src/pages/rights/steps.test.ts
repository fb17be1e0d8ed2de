import { actsOf, acts, undoes } from './steps';

describe('the acts of a case', () => {
  it('are offered in one order, first what moves it on; what has its own place is no button', () => {
    expect(actsOf(['NOTE', 'EDIT', 'RECOVER', 'REFUSE', 'COORDINATE', 'ACCEPT'])).toEqual(['ACCEPT', 'NOTE', 'REFUSE']);
    expect(actsOf([])).toEqual([]);
    expect(acts.slice(-undoes.length)).toEqual(undoes);
  });
});
