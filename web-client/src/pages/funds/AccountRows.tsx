import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { enumValues } from '@/app/i18n/enums';
import { paths } from '@/app/paths';
import type { FundAccountsQuery } from '@/gql/graphql';
import { EmptyHint } from '@/shared/EmptyHint';
import { Rows } from '@/shared/Rows';
import { Money, useProgrammeText } from './FundParts';

export type Account = FundAccountsQuery['fundAccounts']['nodes'][number];

const order = enumValues('FundAccountKind');

/** Accounts in the order of the forms, those of a fund together, those of the budget last. */
export function sortedAccounts(accounts: readonly Account[]): Account[] {
  const rank = (one: Account) => order.indexOf(one.kind);
  return accounts.toSorted(
    (a, b) => Number(!a.fund) - Number(!b.fund) || (a.fund?.name ?? '').localeCompare(b.fund?.name ?? '', 'zh-CN') || rank(a) - rank(b) || (a.programme ?? '').localeCompare(b.programme ?? ''),
  );
}

/** Accounts with their balances; each opens to the vouchers that made it. */
export function AccountRows(props: { accounts: readonly Account[] | undefined; unionId: string; loading: boolean; empty: string; withFund?: boolean }) {
  const { t } = useTranslation('funds');
  const label = useEnumLabel();
  const programmeText = useProgrammeText();
  const rows = props.accounts && sortedAccounts(props.accounts);
  return (
    <Flex vertical gap={4}>
      <Rows
        label={t('account.title')}
        rows={rows}
        loading={props.loading}
        rowKey={(row) => row.id}
        empty={<EmptyHint text={props.empty} />}
        columns={[
          {
            key: 'kind',
            title: t('account.name'),
            render: (row) => {
              const name = label('FundAccountKind', row.kind);
              const to = `${paths.fundBooks}?${new URLSearchParams({ union: props.unionId, account: row.id }).toString()}`;
              return (
                <Link to={to} aria-label={t('account.see', { name: [name, programmeText(row.programme), props.withFund && (row.fund?.name ?? t('account.budget'))].filter(Boolean).join(' ') })}>
                  {name}
                </Link>
              );
            },
          },
          { key: 'programme', title: t('programme'), render: (row) => programmeText(row.programme) },
          ...(props.withFund ? [{ key: 'fund', title: t('fund'), render: (row: Account) => row.fund?.name ?? t('account.budget') }] : []),
          { key: 'year', title: t('year'), render: (row) => row.year },
          { key: 'balance', title: t('account.balance'), align: 'right', render: (row) => <Money amount={row.balance} /> },
        ]}
      />
      {rows && rows.length > 0 && <Typography.Text type="secondary">{t('account.origin')}</Typography.Text>}
    </Flex>
  );
}
