import type { AidCellFragment } from '@/gql/graphql';
import { amountOf } from '@/shared/money';

/** What the cells of a figure in fen come to, as the contract writes amounts. */
export function amountInFen(cells: readonly Pick<AidCellFragment, 'value'>[]): string {
  return amountOf(cells.reduce((sum, cell) => sum + BigInt(cell.value), 0n));
}
