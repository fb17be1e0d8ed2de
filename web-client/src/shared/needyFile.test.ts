import { fundedKinds, wordsOf } from './needyFile';

const file = { kind: 'NEEDY_FILE' } as const;
const aid = { kind: 'LIVING_RELIEF' } as const;

it('speaks of files only where there is nothing else', () => {
  expect(wordsOf(file, file)).toEqual({ context: 'file' });
  expect(wordsOf(file, aid)).toEqual({});
  expect(wordsOf()).toEqual({});
});

it('has no money spent on files', () => {
  expect(fundedKinds).not.toContain('NEEDY_FILE');
  expect(fundedKinds).toContain('STAFF_LIBRARY');
});
