import { Flex, Form, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '@/shared/format';
import { isNegative, less } from '@/shared/money';
import { proposed, type Amounts } from './proposal';

/** The sum of what is filled in, against what is available of the fund. */
export function ProposalSum(props: { available: string | null; marked: string | null }) {
  const { t } = useTranslation('funds');
  const form = Form.useFormInstance();
  const { sum, count } = proposed(Form.useWatch<Amounts | undefined>('amounts', form));
  const left = props.available === null ? null : less(props.available, sum);
  return (
    <Flex component="output" vertical gap={2} style={{ display: 'flex', marginTop: 12, textAlign: 'end' }}>
      <Typography.Text strong>{t('propose.sum', { sum: formatMoney(sum), count })}</Typography.Text>
      {props.available !== null && left !== null && (
        <Typography.Text type={isNegative(left) ? 'danger' : 'secondary'}>
          {t('propose.available', { amount: formatMoney(props.available) })}
          {' · '}
          {isNegative(left) ? t('propose.lacking', { amount: formatMoney(less('0.00', left)) }) : t('propose.left', { amount: formatMoney(left) })}
        </Typography.Text>
      )}
      {props.marked && <Typography.Text type="secondary">{props.marked}</Typography.Text>}
    </Flex>
  );
}
