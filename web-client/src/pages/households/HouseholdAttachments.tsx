import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { HouseholdAttachmentsDocument, type FiledAttachmentFragment, type HouseholdFactsFragment } from '@/gql/graphql';
import { Attachments } from '@/shared/attachments/Attachments';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatDate } from '@/shared/format';
import { Loading } from '@/shared/Loading';
import { LoadProblem } from '@/shared/LoadProblem';
import { MoreButton, MorePages, type OnMore } from '@/shared/MorePages';

const context = { additionalTypenames: ['Attachment'] };

/** Everything in the household's file that is a photograph or a document, those of visits and measures included. */
export function HouseholdAttachments(props: { household: HouseholdFactsFragment; editable: boolean; opened?: readonly FiledAttachmentFragment[] }) {
  const { t } = useTranslation('attachments');
  const { household, opened } = props;
  return (
    <Card size="small">
      <Flex vertical gap="middle">
        {opened ? (
          <List household={household} attachments={opened} editable={false} />
        ) : (
          <MorePages part={(after, onMore) => <Part {...props} first={after === null} after={after} onMore={onMore} />} />
        )}
        {props.editable && <Typography.Text type="secondary">{t('household.hint')}</Typography.Text>}
      </Flex>
    </Card>
  );
}

function Part(props: { household: HouseholdFactsFragment; editable: boolean; first: boolean; after: string | null; onMore: OnMore }) {
  const [{ data, error }, retry] = useQuery({
    query: HouseholdAttachmentsDocument,
    variables: { id: props.household.id, after: props.after },
    context,
  });
  const page = data?.household?.attachments;
  if (error && !page) return <LoadProblem error={error} retry={() => retry()} />;
  if (!page) return <Loading />;
  return (
    <Flex vertical gap="middle">
      <List household={props.household} attachments={page.nodes} editable={props.editable} adds={props.first} />
      <MoreButton pageInfo={page.pageInfo} onMore={props.onMore} />
    </Flex>
  );
}

function List(props: { household: HouseholdFactsFragment; attachments: readonly FiledAttachmentFragment[]; editable: boolean; adds?: boolean }) {
  const { t } = useTranslation('attachments');
  const caption = (one: FiledAttachmentFragment) => {
    if (one.visit) return t('household.visit', { date: formatDate(one.visit.visitedOn) });
    return one.measure ? t('household.measure', { text: one.measure.text }) : t('household.file');
  };
  return (
    <>
      {props.attachments.length === 0 && <EmptyHint text={t('household.empty')} />}
      <Attachments subject={{ householdId: props.household.id }} attachments={props.attachments} editable={props.editable} adds={props.adds} caption={caption} />
    </>
  );
}
