import { Button, Card, Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { UnionSummaryDocument } from '@/gql/graphql';
import { LoadProblem } from '@/shared/LoadProblem';
import { UnionFigureRow } from '@/shared/UnionFigureRow';
import { UnionFactList } from './UnionFactList';
import { UnionStateTag } from './UnionStateTag';

/** The union chosen in the tree, in short, with the way to its page. */
export function UnionPeek(props: { id: string }) {
  const { t } = useTranslation('unions');
  const { can } = useSession();
  const navigate = useNavigate();
  const [{ data, error }, retry] = useQuery({
    query: UnionSummaryDocument,
    variables: { id: props.id, figures: can('FIGURES_READ') },
  });
  const union = data?.union?.id === props.id ? data.union : null;
  return (
    <Card
      size="small"
      style={{ flex: '1 1 0', minWidth: 0 }}
      title={union?.name ?? ' '}
      extra={union && <UnionStateTag state={union.state} />}
    >
      {error && <LoadProblem error={error} retry={() => retry()} />}
      {!union && !error && <Skeleton active title={false} />}
      {union && (
        <Flex vertical gap="middle">
          <UnionFactList union={union} columns={1} />
          {union.figures && <UnionFigureRow unionId={union.id} figures={union.figures} />}
          <Button type="primary" onClick={() => void navigate(paths.union(union.id))}>
            {t('openPage')}
          </Button>
        </Flex>
      )}
    </Card>
  );
}
