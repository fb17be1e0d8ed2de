/** Fewest households of a cadre; below it is a shortfall, shown but not refused (notice §3.2). */
export const fewest = 2;

/** Most households of a cadre; the server refuses more (notice §3.2). */
export const most = 4;

export interface Load {
  count: number;
  full: boolean;
  /** How many more households are wanted. */
  missing: number;
}

export function loadOf(count: number): Load {
  return { count, full: count >= most, missing: Math.max(0, fewest - count) };
}
