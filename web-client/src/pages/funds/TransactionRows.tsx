import { Button, Flex, Tag, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { FundTransactionsQuery } from '@/gql/graphql';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatDate, formatMoney } from '@/shared/format';
import { Rows } from '@/shared/Rows';
import { Money, useBetweenText } from './FundParts';
import { VoucherDrawer } from './VoucherDrawer';

type Row = FundTransactionsQuery['fundTransactions']['nodes'][number];

/** Vouchers, each opening to its entries; the opened one is part of the address. */
export function TransactionRows(props: { rows: readonly Row[] | undefined; loading: boolean; empty?: ReactNode }) {
  const { t } = useTranslation('funds');
  const label = useEnumLabel();
  const between = useBetweenText();
  const [search, setSearch] = useSearchParams();
  const show = (id: string | null) =>
    setSearch(
      (current) => {
        const next = new URLSearchParams(current);
        if (id) next.set('voucher', id);
        else next.delete('voucher');
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  return (
    <>
      <Rows
        label={t('account.vouchers')}
        rows={props.rows}
        loading={props.loading}
        rowKey={(row) => row.id}
        empty={props.empty ?? <EmptyHint text={t('book.empty')} />}
        columns={[
          {
            key: 'purpose',
            title: t('purpose'),
            render: (row) => (
              <Flex vertical style={{ maxWidth: 420, whiteSpace: 'normal' }}>
                <Flex gap={6} wrap align="center">
                  <span>{row.purpose}</span>
                  {row.reversedBy && <Tag color="warning">{t('book.reversed')}</Tag>}
                </Flex>
                {row.allocation && (
                  <Typography.Text type="secondary" style={{ fontWeight: 'normal' }}>
                    {between(row.allocation)}
                  </Typography.Text>
                )}
              </Flex>
            ),
          },
          { key: 'day', title: t('book.onDay'), render: (row) => formatDate(row.onDay) },
          { key: 'kind', title: t('book.kind'), render: (row) => label('FundTransactionKind', row.kind) },
          { key: 'amount', title: t('amount'), align: 'right', render: (row) => <Money amount={row.amount} /> },
          { key: 'document', title: t('document'), render: (row) => row.document, deskOnly: true },
          { key: 'by', title: t('book.by'), render: (row) => row.postedBy?.name ?? t('book.byOther'), deskOnly: true },
        ]}
        actions={(row) => (
          <Button size="small" onClick={() => show(row.id)} aria-label={t('book.openOf', { purpose: row.purpose, amount: formatMoney(row.amount) })}>
            {t('book.open')}
          </Button>
        )}
      />
      <VoucherDrawer id={search.get('voucher')} show={show} />
    </>
  );
}
