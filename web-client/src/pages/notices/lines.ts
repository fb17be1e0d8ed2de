import type { NoticeLineFactsFragment } from '@/gql/graphql';

type Line = Pick<NoticeLineFactsFragment, 'amount'>;

/** Whether a notice is about needy workers' files alone: then it has no amounts to show, and its texts speak of files. */
export function ofFiles(lines: readonly Line[]): boolean {
  return lines.length > 0 && lines.every((line) => line.amount === null);
}

/** The words of a notice: `t('line.programme', noticeWords(lines))`. */
export function noticeWords(lines: readonly Line[]): { context?: 'file' } {
  return ofFiles(lines) ? { context: 'file' } : {};
}
