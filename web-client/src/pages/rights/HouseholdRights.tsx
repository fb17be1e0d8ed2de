import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { HouseholdRightsDocument } from '@/gql/graphql';
import { LoadProblem } from '@/shared/LoadProblem';
import { CaseRows } from './CaseRows';
import { rightsContext } from './context';

/** The rights cases of a household's members, and the way to a new one. */
export function HouseholdRights(props: { id: string; reports: boolean }) {
  const { t } = useTranslation('rights');
  const navigate = useNavigate();
  const [{ data, fetching, error }, retry] = useQuery({ query: HouseholdRightsDocument, variables: { id: props.id }, context: rightsContext });
  return (
    <Flex vertical gap="middle">
      {props.reports && (
        <div>
          <Button icon={<PlusOutlined />} onClick={() => void navigate(paths.newRightsCase(props.id))}>
            {t('report')}
          </Button>
        </div>
      )}
      {error && <LoadProblem error={error} retry={() => retry()} />}
      <CaseRows label={t('title')} rows={data?.household?.rightsCases} loading={fetching} empty={t('household.empty')} narrow />
    </Flex>
  );
}
