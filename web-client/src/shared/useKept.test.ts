import { renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { useKept } from './useKept';

it('keeps what was answered while the next answer is on its way, and no longer', () => {
  const { result, rerender } = renderHook(useKept<string[]>, { initialProps: { data: undefined, fetching: true } as Parameters<typeof useKept<string[]>>[0] });
  expect(result.current).toBeUndefined();
  rerender({ data: ['赵红霞'], fetching: false });
  expect(result.current).toEqual(['赵红霞']);
  rerender({ data: undefined, fetching: true });
  expect(result.current).toEqual(['赵红霞']);
  rerender({ data: [], fetching: false });
  expect(result.current).toEqual([]);
  rerender({ data: undefined, fetching: false });
  expect(result.current).toBeUndefined();
});
