import { Alert, App, Button, Card, Col, Flex, Form, Row } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { bottomBarHeight } from '@/app/layout/BottomBar';
import { useHoldUpdates } from '@/app/live/LiveUpdates';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import type { SurveyFormFragment } from '@/gql/graphql';
import { CauseFields, LivingFields } from '@/pages/households/HouseholdFields';
import type { SurveyDraft, SurveyEntry } from '@/pages/visits/outbox/entry';
import { useOutbox } from '@/pages/visits/outbox/OutboxContext';
import { maxPhotos, PhotosField, type Chosen } from '@/pages/visits/PhotosField';
import { PromiseFields } from '@/pages/visits/VisitFields';
import { useLeaveWarning } from '@/shared/useLeaveWarning';
import { useOnline } from '@/shared/useOnline';
import { usePhone } from '@/shared/usePhone';
import { assignErrors, type FieldName, type RefusalFields } from '@/shared/userErrors';
import { byQuestion } from './answers';
import { AnswerFields } from './AnswerFields';
import { factsOf, untouched } from './facts';
import { LastTime } from './LastTime';
import { SurveyMeeting, SurveyFindings } from './SurveyMeeting';
import { beginning, toDraft, type SurveyValues } from './surveyForm';
import { useBefore } from './useBefore';

/** Takes the facts of a household face to face, made for a phone in a courtyard without a line. */
export function SurveyForm(props: {
  task: SurveyFormFragment;
  corrected?: SurveyEntry;
  amend: boolean;
  /** Reads the household anew. */
  reload: () => void;
  onSent: () => void;
}) {
  const { task, corrected, reload } = props;
  const { t } = useTranslation('surveys');
  const { t: visits } = useTranslation('visits');
  const { t: common } = useTranslation();
  const { viewer } = useSession();
  const { outbox } = useOutbox();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const phone = usePhone();
  const online = useOnline();
  const leave = useLeaveWarning();
  const [form] = Form.useForm<SurveyValues>();
  const [began, setBegan] = useState(() => beginning(task, props));
  const [refusedId, setRefusedId] = useState(corrected?.id);
  const [refused, setRefused] = useState(corrected !== undefined);
  const [conflict, setConflict] = useState(false);
  const [general, setGeneral] = useState<string[]>([]);
  const [saving, setSaving] = useState(false);
  const [pictures, setPictures] = useState<Chosen[]>([]);
  // Photographs that were kept with a refused record go with its correction.
  const keptPhotos = outbox?.entries().find((one) => one.id === refusedId)?.photos.length ?? 0;
  const place = useRef<HTMLDivElement>(null);
  const below = useBefore(form, task, began.seen);
  useHoldUpdates(true);
  const correctsId = corrected ? corrected.draft.correctsId : props.amend ? task.record?.id : null;

  const show = useCallback(
    (refusals: readonly RefusalFields[], draft: SurveyDraft) => {
      const stale = refusals.some((one) => one.code === 'CONFLICT' && one.path.includes('version'));
      setConflict(stale);
      if (stale) reload();
      const rest = stale ? refusals.filter((one) => one.code !== 'CONFLICT') : refusals;
      const fields = form.getFieldsError().map((one) => one.name as FieldName);
      const split = assignErrors(byQuestion(rest, draft.answers ?? []), fields);
      form.setFields(split.atFields as Parameters<typeof form.setFields>[0]);
      setGeneral(split.general.map((one) => one.message));
      const first = split.atFields[0];
      if (first) form.scrollToField(first.name as Parameters<typeof form.scrollToField>[0], { block: 'center', focus: true });
      else place.current?.scrollIntoView({ block: 'center' });
    },
    [form, reload],
  );
  // Something refused opens with each refusal at its field.
  const opened = useRef(false);
  useEffect(() => {
    if (!corrected || opened.current) return;
    opened.current = true;
    show(corrected.refusals, corrected.draft);
  }, [corrected, show]);

  const takeNewest = () => {
    const newest = factsOf(task.household);
    form.setFieldsValue(untouched(form.getFieldsValue(true) as SurveyValues, began.seen, newest));
    setBegan({ ...began, seen: newest, version: task.household.version });
    setConflict(false);
    setRefused(false);
    void message.info(common('form.conflictTaken'));
  };

  const save = async (values: SurveyValues) => {
    if (!outbox) return;
    setSaving(true);
    setRefused(false);
    setGeneral([]);
    const draft = toDraft(task, values, { version: began.version, correctsId });
    const about = { householdName: task.household.headName, unionName: viewer.union.shortName };
    const written = { subject: 'survey' as const, draft, seen: began.seen, pictures: pictures.map((one) => one.picture), ...about };
    const entry = await outbox.write(written, refusedId).catch(() => null);
    setSaving(false);
    if (!entry) {
      setGeneral([visits('record.noRoom')]);
      place.current?.scrollIntoView({ block: 'center' });
      return;
    }
    setPictures([]);
    if (entry.state === 'rejected') {
      setRefusedId(entry.id);
      setRefused(true);
      show(entry.refusals, draft);
      return;
    }
    leave.settled();
    if (entry.state === 'sent' || entry.visitId) {
      void message.success(entry.state === 'sent' ? t('record.sent') : visits('record.sentPhotosFollow'));
      props.onSent();
    } else {
      void message.info(visits('record.kept'));
      void navigate(paths.mySurveyTasks(task.round.id), { replace: true });
    }
  };

  return (
    <>
      <div ref={place} style={{ display: 'contents' }}>
        {!online && outbox?.volatile && <Alert type="warning" showIcon title={visits('record.volatile')} />}
        {refused && !conflict && <Alert type="error" showIcon role="alert" title={visits('record.refused')} />}
        {conflict && (
          <Alert
            type="warning"
            showIcon
            role="alert"
            title={common('form.conflictTitle')}
            description={t('record.conflictHint')}
            action={<Button onClick={takeNewest}>{common('form.conflictTake')}</Button>}
          />
        )}
        {general.map((text) => (
          <Alert key={text} type="error" showIcon role="alert" title={text} />
        ))}
      </div>
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={{ span: 8, order: 2 }}>
          <LastTime task={task} />
        </Col>
        <Col xs={24} xl={{ span: 16, order: 1 }}>
          <Form<SurveyValues>
            form={form}
            layout="vertical"
            initialValues={began.values}
            onValuesChange={leave.changed}
            onFinish={(values) => void save(values)}
          >
            <Flex vertical gap="middle">
              <SurveyMeeting round={task.round} amends={Boolean(correctsId)} />
              <Card size="small" title={t('record.living')}>
                <Alert type="info" showIcon title={t('record.filled')} style={{ marginBottom: 16 }} />
                <LivingFields whole below={below} />
              </Card>
              <Card size="small" title={t('record.hardship')}>
                <CauseFields whole below={below} />
              </Card>
              {task.round.questions.length > 0 && (
                <Card size="small" title={t('record.questions')}>
                  <AnswerFields questions={task.round.questions} />
                </Card>
              )}
              <SurveyFindings />
              {!correctsId && (
                <Card size="small" title={visits('field.promises')}>
                  <PromiseFields />
                </Card>
              )}
              {!correctsId && (
                <PhotosField
                  value={pictures}
                  room={maxPhotos - keptPhotos}
                  onChange={(now) => {
                    setPictures(now);
                    leave.changed();
                  }}
                />
              )}
              <div style={{ position: 'sticky', bottom: phone ? bottomBarHeight + 8 : 8, zIndex: 5 }}>
                <Button type="primary" htmlType="submit" size="large" block loading={saving}>
                  {saving ? visits('record.saving') : t('record.save')}
                </Button>
              </div>
            </Flex>
          </Form>
        </Col>
      </Row>
    </>
  );
}
