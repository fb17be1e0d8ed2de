import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AidApplicationRowFragment } from '@/gql/graphql';
import { formatMoney } from '@/shared/format';
import { sumOf } from '@/shared/money';
import { nameOf } from './ApplicationParts';

/** Names that a dialogue spells out; of more it says how many. */
const few = 8;

/** What an application is about in money; nothing for a file. */
export const amountOfRow = (row: AidApplicationRowFragment): string | null => row.granted ?? row.asked;

/** How many applications are chosen, and what they come to where money is asked for. */
export function useChosenText(): (rows: readonly AidApplicationRowFragment[]) => string {
  const { t } = useTranslation('applications');
  return (rows) => {
    const amounts = rows.map(amountOfRow).filter((one) => one !== null);
    return amounts.length > 0 ? t('chosen.sum', { n: rows.length, amount: formatMoney(sumOf(amounts)) }) : t('chosen.count', { n: rows.length });
  };
}

/** Which applications a dialogue is about, and what they come to. */
export function Chosen({ rows }: { rows: readonly AidApplicationRowFragment[] }) {
  const { t } = useTranslation('applications');
  const chosenText = useChosenText();
  return (
    <Flex vertical gap={2}>
      <span>
        {rows.slice(0, few).map((row) => [nameOf(row), formatMoney(amountOfRow(row))].filter(Boolean).join(' ')).join('、')}
        {rows.length > few && t('chosen.andMore')}
      </span>
      {rows.length > 1 && <Typography.Text type="secondary">{chosenText(rows)}</Typography.Text>}
    </Flex>
  );
}
