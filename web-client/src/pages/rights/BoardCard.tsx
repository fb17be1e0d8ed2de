import { Card, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import type { RightsCaseRowFragment } from '@/gql/graphql';
import { Money } from '@/pages/funds/FundParts';
import { isZero } from '@/shared/money';
import { CaseStateTag, NextDeadline, useOpponentText } from './CaseParts';

/** A case on the board: whose, about what, against whom, and what is due next. */
export function BoardCard({ of, withState }: { of: RightsCaseRowFragment; withState?: boolean }) {
  const { t } = useTranslation('rights');
  const label = useEnumLabel();
  const opponent = useOpponentText();
  return (
    <Card size="small" styles={{ body: { padding: 10 } }}>
      <Flex vertical gap={4}>
        <Flex justify="space-between" align="start" gap={6} wrap>
          <Link to={paths.rightsCase(of.id)} aria-label={`${of.label} ${label('RightsCaseKind', of.kind)} ${of.number}`}>
            <strong>{of.label}</strong>
          </Link>
          {withState && <CaseStateTag state={of.state} />}
          {of.collective && <Tag color="error">{t('collective')}</Tag>}
        </Flex>
        <span>{label('RightsCaseKind', of.kind)}</span>
        <span style={{ overflowWrap: 'anywhere' }}>{opponent(of)}</span>
        <Flex gap="small" wrap>
          <span>{t('people', { count: of.workersConcerned })}</span>
          {!isZero(of.claimed) && <Money amount={of.claimed} strong />}
        </Flex>
        <NextDeadline of={of} />
        <Typography.Text type="secondary">{of.number}</Typography.Text>
      </Flex>
    </Card>
  );
}
