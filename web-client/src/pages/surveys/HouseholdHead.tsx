import { EnvironmentOutlined, PhoneOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { paths } from '@/app/paths';
import type { SurveyFormFragment } from '@/gql/graphql';

/** Who is visited: where they live and how they are called. */
export function HouseholdHead({ household }: { household: SurveyFormFragment['household'] }) {
  const { t } = useTranslation('surveys');
  return (
    <Card size="small">
      <Flex gap="small" wrap align="center" justify="space-between">
        <Flex vertical gap={4}>
          <span>
            <Link to={paths.household(household.id)}>{household.headName}</Link>{' '}
            <Typography.Text type="secondary">{household.fileNumber}</Typography.Text>
          </span>
          {household.address && (
            <span>
              <EnvironmentOutlined aria-hidden /> {household.address}
            </span>
          )}
        </Flex>
        {household.phone && !household.masked && (
          <Button href={`tel:${household.phone}`} icon={<PhoneOutlined />} aria-label={t('task.call', { name: household.headName, phone: household.phone })}>
            {household.phone}
          </Button>
        )}
      </Flex>
    </Card>
  );
}
