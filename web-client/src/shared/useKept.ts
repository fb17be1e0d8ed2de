import { useState } from 'react';

/**
 * What was answered last, while the next answer is on its way: a list that goes empty under a finger loses the choice
 * that was just being made.
 */
export function useKept<T>(answer: { data?: T; fetching: boolean }): T | undefined {
  const { data, fetching } = answer;
  const [kept, setKept] = useState(data);
  if (!fetching && data !== kept) setKept(data);
  return data ?? (fetching ? kept : undefined);
}
