import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AidApplicationRowFragment } from '@/gql/graphql';
import { formatMoney } from '@/shared/format';
import { sumOf } from '@/shared/money';
import { nameOf } from './ApplicationParts';

/** Names that a dialogue spells out; of more it says how many. */
const few = 8;

export const amountOfRow = (row: AidApplicationRowFragment): string => row.granted ?? row.asked;

/** Which applications a dialogue is about, and what they come to. */
export function Chosen({ rows }: { rows: readonly AidApplicationRowFragment[] }) {
  const { t } = useTranslation('applications');
  return (
    <Flex vertical gap={2}>
      <span>
        {rows.slice(0, few).map((row) => `${nameOf(row)} ${formatMoney(amountOfRow(row))}`).join('、')}
        {rows.length > few && t('chosen.andMore')}
      </span>
      {rows.length > 1 && <Typography.Text type="secondary">{t('chosen.sum', { n: rows.length, amount: formatMoney(sumOf(rows.map(amountOfRow))) })}</Typography.Text>}
    </Flex>
  );
}
