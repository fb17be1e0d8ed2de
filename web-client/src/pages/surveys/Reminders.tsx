import { Alert, Form, Input, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { RemindSurveyDocument, SurveyRemindersDocument, type RoundFactsFragment } from '@/gql/graphql';
import { Section } from '@/pages/home/Section';
import { formatDateTime } from '@/shared/format';
import { FormModal } from '@/shared/FormModal';
import { Rows } from '@/shared/Rows';
import { useSubmit } from '@/shared/useSubmit';

/** Reminds a union with those below it; `null` closes the dialogue, a union without a name is the one that is shown. */
export function RemindModal(props: { round: Pick<RoundFactsFragment, 'id'>; union: { id: string; name: string | null } | null; onClose: () => void }) {
  const { t } = useTranslation('surveys');
  const [form] = Form.useForm<{ text?: string }>();
  const { round, union, onClose } = props;
  const state = useSubmit(RemindSurveyDocument, {
    payload: (data) => data.remindSurvey,
    form,
    onDone: onClose,
    success: t('remind.done'),
  });
  return (
    <FormModal<{ text?: string }>
      open={union !== null}
      onClose={onClose}
      title={union?.name ? `${t('remind.button')}：${union.name}` : t('remind.all')}
      lead={t('remind.what')}
      okText={t('remind.button')}
      form={form}
      state={state}
      onFinish={({ text }) => void state.submit({ id: round.id, unionId: union?.id, text: text?.trim() || null })}
    >
      <Form.Item name="text" label={t('remind.text')} extra={t('remind.textHint')}>
        <Input.TextArea rows={2} maxLength={200} showCount />
      </Form.Item>
    </FormModal>
  );
}

/** What the union that is shown was told; nothing when it was told nothing. */
export function ReminderList({ round, unionId }: { round: RoundFactsFragment; unionId: string }) {
  const { t } = useTranslation('surveys');
  const [{ data }] = useQuery({ query: SurveyRemindersDocument, variables: { id: round.id, unionId } });
  const rows = data?.surveyRound?.reminders;
  if (!rows || rows.length === 0) return null;
  return (
    <Section title={t('remind.list')}>
      <Rows
        label={t('remind.list')}
        rows={rows}
        rowKey={(row) => `${row.createdAt} ${row.union.id}`}
        columns={[
          { key: 'at', title: t('remind.at'), render: (row) => formatDateTime(row.createdAt) },
          { key: 'by', title: t('remind.by'), render: (row) => row.byUnion?.name ?? t('remind.above') },
          { key: 'text', title: t('remind.text'), render: (row) => row.text ?? '—' },
          { key: 'left', title: t('remind.left'), align: 'right', render: (row) => row.unfinished },
        ]}
      />
    </Section>
  );
}

/** The last reminder of the own union, on top of the list of those who are to go. */
export function ReminderBanner({ roundId }: { roundId: string }) {
  const { t } = useTranslation('surveys');
  const [{ data }] = useQuery({ query: SurveyRemindersDocument, variables: { id: roundId } });
  const all = data?.surveyRound?.reminders ?? [];
  const [last] = all;
  if (!last) return null;
  // Who manages unions for others is reminded for each of them at once.
  const count = all.filter((one) => one.createdAt === last.createdAt).reduce((sum, one) => sum + one.unfinished, 0);
  return (
    <Alert
      type="warning"
      showIcon
      title={t('remind.banner', { by: last.byUnion?.name ?? t('remind.above') })}
      description={
        <>
          {last.text && <div>{last.text}</div>}
          <Typography.Text type="secondary">{t('remind.bannerWhen', { at: formatDateTime(last.createdAt), count })}</Typography.Text>
        </>
      }
    />
  );
}
