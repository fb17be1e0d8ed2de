import { Grid } from 'antd';

/** True below 768 px: one column, bottom navigation, cards instead of tables. */
export function usePhone(): boolean {
  const screens = Grid.useBreakpoint();
  return screens.md === false;
}
