import { Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCursor } from './useCursor';

/** Previous and next page of a connection; nothing when the list fits one page. */
export function CursorPager(props: {
  pageInfo: { hasNextPage: boolean; endCursor?: string | null } | undefined;
  disabled?: boolean;
}) {
  const { t } = useTranslation();
  const { after, next, previous, first } = useCursor();
  const end = props.pageInfo?.hasNextPage ? props.pageInfo.endCursor : null;
  if (!after && !end) return null;
  return (
    <Flex component="nav" aria-label={t('list.page')} justify="end" gap="small" wrap>
      {after && (
        <Button disabled={props.disabled} onClick={first}>
          {t('actions.first')}
        </Button>
      )}
      <Button disabled={props.disabled || !after} onClick={previous}>
        {t('actions.previous')}
      </Button>
      <Button disabled={props.disabled || !end} onClick={() => end && next(end)}>
        {t('actions.next')}
      </Button>
    </Flex>
  );
}
