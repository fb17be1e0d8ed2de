import { Alert, Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { paths } from '@/app/paths';
import { NoticeEndDocument, PostAidNoticeDocument, type AidApplicationRowFragment } from '@/gql/graphql';
import { nameOf } from '@/pages/applications/ApplicationParts';
import { linesOf, named } from '@/pages/applications/steps';
import { blanksToNull } from '@/shared/blanks';
import { formatDate } from '@/shared/format';
import { FormModal } from '@/shared/FormModal';
import { wordsOf } from '@/shared/needyFile';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';
import { NoticeLines } from './NoticeLines';

/** Fewest and most working days of a notice, as the server has it. */
const days = { least: 5, most: 30 };

interface Values {
  title: string;
  note?: string | null;
  telephone: string;
  workingDays: number;
}

/** Hangs applications out: what the notice will show, until when, and who takes objections. */
export function PostNoticeModal(props: { rows: readonly AidApplicationRowFragment[]; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('notices');
  const label = useEnumLabel();
  const navigate = useNavigate();
  const { written, chosen } = useRules();
  const { rows } = props;
  const [form] = Form.useForm<Values>();
  const workingDays = Form.useWatch<number | null | undefined>('workingDays', form) ?? days.least;
  const kinds = [...new Set(rows.map((row) => row.kind))];
  const title = t('post.defaultTitle', { year: rows[0]?.year, kind: kinds.map((one) => label('ProgrammeKind', one)).join('、'), ...wordsOf(...rows) });
  const state = useSubmit(PostAidNoticeDocument, {
    payload: ({ postAidNotice: payload }) => ({ ...payload, errors: named(payload.errors, rows.map(nameOf)) }),
    form,
    success: t('post.done'),
    onDone: ({ notice }) => {
      props.onDone();
      if (notice) void navigate(paths.aidNotice(notice.id));
    },
  });
  return (
    <FormModal<Values>
      open
      onClose={props.onClose}
      width={680}
      title={t('post.title')}
      lead={t('post.what')}
      okText={t('post.ok')}
      form={form}
      state={state}
      initialValues={{ title, workingDays: days.least }}
      onFinish={(values) => void state.submit({ ...blanksToNull(values), lines: linesOf(rows) })}
    >
      <Form.Item name="title" label={t('field.title')} rules={written(t('field.title'))}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="telephone" label={t('field.telephone')} rules={written(t('field.telephone'))} extra={t('post.telephoneHint')}>
        <Input maxLength={30} inputMode="tel" placeholder="0539-8312345" />
      </Form.Item>
      <Form.Item name="workingDays" label={t('field.workingDays')} rules={chosen(t('field.workingDays'))} extra={<LastDay workingDays={workingDays} />}>
        <InputNumber min={days.least} max={days.most} precision={0} />
      </Form.Item>
      <Form.Item name="note" label={t('field.note')} extra={t('post.noteHint')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
      </Form.Item>
      <NoticeLines
        label={t('post.shows')}
        lines={rows.map((row, n) => ({
          number: n + 1,
          name: row.maskedName,
          union: row.union?.name ?? '',
          programme: row.programme?.name ?? label('ProgrammeKind', row.kind),
          tier: row.tier,
          amount: row.asked,
        }))}
      />
    </FormModal>
  );
}

/** The last day of a notice hung today; it can't be told before the year's holidays are entered. */
function LastDay(props: { workingDays: number }) {
  const { t } = useTranslation('notices');
  const [{ data, fetching }] = useQuery({ query: NoticeEndDocument, variables: { workingDays: props.workingDays }, context });
  if (!data) return null;
  if (data.noticeEnd) return <span aria-live="polite">{t('post.lastDay', { day: formatDate(data.noticeEnd) })}</span>;
  if (fetching) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={
        <>
          {t('post.noWorkYear')} <Link to={paths.workYears}>{t('post.toWorkYears')}</Link>
        </>
      }
    />
  );
}

const context = { additionalTypenames: ['WorkYear', 'WorkYearPayload'] };
