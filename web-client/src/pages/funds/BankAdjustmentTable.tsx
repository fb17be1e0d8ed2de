import { Alert, Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BankMonthPageQuery } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { formatMoney } from '@/shared/format';
import { isZero } from '@/shared/money';
import { Money } from './FundParts';

type Table = NonNullable<NonNullable<BankMonthPageQuery['bankReconciliation']>['table']>;

/** The table of adjustment (银行存款余额调节表): the books on one side, the bank on the other. */
export function BankAdjustmentTable(props: { table: Table | null; own: boolean; month: string }) {
  const { t } = useTranslation('bank');
  const { table } = props;
  if (!table) return props.own ? null : <Alert type="info" showIcon title={t('table.later')} />;
  const sides = [
    {
      name: t('table.booksSide'),
      lines: [
        [t('table.books'), '', table.books],
        ...(isZero(table.opening) ? [] : [[t('table.opening'), '', table.opening]]),
        [t('table.bankIn'), t('table.plus'), table.bankIn],
        [t('table.bankOut'), t('table.minus'), table.bankOut],
      ],
      whole: table.adjustedBooks,
    },
    {
      name: t('table.bankSide'),
      lines: [
        [t('table.bank'), '', table.bank],
        [t('table.booksIn'), t('table.plus'), table.booksIn],
        [t('table.booksOut'), t('table.minus'), table.booksOut],
      ],
      whole: table.adjustedBank,
    },
  ];
  return (
    <Section title={t('table.title', { month: props.month })}>
      <Flex gap="middle" wrap align="stretch">
        {sides.map((side) => (
          <Card key={side.name} size="small" title={side.name} style={{ flex: '1 1 300px', minWidth: 0 }}>
            <dl style={{ margin: 0, display: 'grid', gridTemplateColumns: '1fr auto', rowGap: 6, columnGap: 12 }}>
              {side.lines.map(([name = '', sign = '', amount]) => (
                <Flex key={name} style={{ display: 'contents' }}>
                  <dt>
                    {sign}
                    {name}
                  </dt>
                  <dd style={{ margin: 0, textAlign: 'right' }}>
                    <Money amount={amount} />
                  </dd>
                </Flex>
              ))}
              <dt style={{ fontWeight: 600, borderTop: '1px solid rgba(128,128,128,.35)', paddingTop: 6 }}>{t('table.adjusted')}</dt>
              <dd style={{ margin: 0, textAlign: 'right', borderTop: '1px solid rgba(128,128,128,.35)', paddingTop: 6 }}>
                <Money amount={side.whole} strong />
              </dd>
            </dl>
          </Card>
        ))}
      </Flex>
      <Typography.Text type={isZero(table.difference) ? undefined : 'danger'}>
        {isZero(table.difference) ? t('table.equal') : t('table.differs', { amount: formatMoney(table.difference) })}
      </Typography.Text>
    </Section>
  );
}
