import { enumValues } from '@/app/i18n/enums';
import type { ProgrammeKind } from '@/gql/graphql';

type OfKind = { kind: ProgrammeKind };

/** 困难职工建档: it goes the way of an application for aid, and takes no money. */
export function isFile(of: OfKind): boolean {
  return of.kind === 'NEEDY_FILE';
}

/** The kinds that money is spent on. */
export const fundedKinds = enumValues('ProgrammeKind').filter((kind) => !isFile({ kind }));

/** Makes a text speak of a file instead of aid, where all that it is about are files: `t('title', wordsOf(row))`. */
export function wordsOf(...of: readonly OfKind[]): { context?: 'file' } {
  return of.length > 0 && of.every(isFile) ? { context: 'file' } : {};
}
