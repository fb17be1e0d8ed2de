import { Alert, App, Button, Card, Flex, Form } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { bottomBarHeight } from '@/app/layout/BottomBar';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { blanksToNull } from '@/shared/blanks';
import { today } from '@/shared/day';
import { Loading } from '@/shared/Loading';
import { Page } from '@/shared/Page';
import { useLeaveWarning } from '@/shared/useLeaveWarning';
import { useOnline } from '@/shared/useOnline';
import { usePhone } from '@/shared/usePhone';
import { useRules } from '@/shared/useRules';
import { assignErrors, type FieldName, type RefusalFields } from '@/shared/userErrors';
import { HouseholdChooser } from './HouseholdChooser';
import type { VisitDraft, VisitEntry } from './outbox/entry';
import type { Outbox } from './outbox/outbox';
import { useOutbox } from './outbox/OutboxContext';
import { OutboxPanel } from './outbox/OutboxPanel';
import { maxPhotos, PhotosField, type Chosen } from './PhotosField';
import { FindingFields, MeetingFields, PromiseFields } from './VisitFields';

/** Writes down a visit, made for a phone in a village without a connection. */
export default function RecordVisitPage() {
  const { outbox } = useOutbox();
  const [search] = useSearchParams();
  if (!outbox) return <Loading />;
  const correct = search.get('correct');
  const entry = outbox.entries().find((one): one is VisitEntry => one.subject === 'visit' && one.id === correct && one.state === 'rejected');
  return <VisitForm key={correct ?? 'new'} outbox={outbox} corrected={entry} household={search.get('household') ?? undefined} />;
}

function VisitForm(props: { outbox: Outbox; corrected?: VisitEntry; household?: string }) {
  const { corrected } = props;
  const { t } = useTranslation('visits');
  const { viewer } = useSession();
  const { message } = App.useApp();
  const { chosen } = useRules();
  const navigate = useNavigate();
  const phone = usePhone();
  const online = useOnline();
  const leave = useLeaveWarning();
  const { own } = useOutbox();
  const [form] = Form.useForm<VisitDraft>();
  const [name, setName] = useState(corrected?.householdName ?? '');
  const [refusedId, setRefusedId] = useState(corrected?.id);
  const [refused, setRefused] = useState(corrected !== undefined);
  const [general, setGeneral] = useState(corrected?.refusals.map((one) => one.message) ?? []);
  const [saving, setSaving] = useState(false);
  const [pictures, setPictures] = useState<Chosen[]>([]);
  // Photographs that were kept with a refused visit go with its correction.
  const keptPhotos = props.outbox.entries().find((one) => one.id === refusedId)?.photos.length ?? 0;

  const showRefusals = useCallback(
    (refusals: readonly RefusalFields[]) => {
      const fields = form.getFieldsError().map((one) => one.name as FieldName);
      const split = assignErrors(refusals, fields);
      form.setFields(split.atFields as Parameters<typeof form.setFields>[0]);
      const first = split.atFields[0];
      if (first) form.scrollToField(first.name as Parameters<typeof form.scrollToField>[0], { block: 'center', focus: true });
      else window.scrollTo({ top: 0 });
      return split.general.map((one) => one.message);
    },
    [form],
  );
  // A refused visit opens with each refusal at its field.
  useEffect(() => {
    if (corrected) showRefusals(corrected.refusals);
  }, [corrected, showRefusals]);

  const save = async (values: VisitDraft) => {
    setSaving(true);
    setRefused(false);
    setGeneral([]);
    const householdName = name || own.households.find((one) => one.id === values.householdId)?.headName || '';
    const draft = blanksToNull({ ...values, measures: values.measures ?? [], needs: values.needs ?? [] });
    const written = {
      subject: 'visit' as const,
      draft,
      householdName,
      unionName: viewer.union.shortName,
      pictures: pictures.map((one) => one.picture),
    };
    const entry = await props.outbox.write(written, refusedId).catch(() => null);
    setSaving(false);
    if (!entry) {
      setGeneral([t('record.noRoom')]);
      window.scrollTo({ top: 0 });
      return;
    }
    setPictures([]);
    if (entry.state === 'rejected') {
      setRefusedId(entry.id);
      setRefused(true);
      setGeneral(showRefusals(entry.refusals));
      return;
    }
    leave.settled();
    if (entry.visitId) {
      void message.success(entry.state === 'sent' ? t('record.sent') : t('record.sentPhotosFollow'));
      void navigate(`${paths.household(values.householdId)}?tab=visits`, { replace: true });
    } else {
      void message.info(t('record.kept'));
      void navigate(paths.myVisits, { replace: true });
    }
  };

  return (
    <Page title={t('record.title')}>
      {!online && props.outbox.volatile && <Alert type="warning" showIcon title={t('record.volatile')} />}
      {refused && <Alert type="error" showIcon role="alert" title={t('record.refused')} />}
      {general.map((text) => (
        <Alert key={text} type="error" showIcon role="alert" title={text} />
      ))}
      <Form<VisitDraft>
        form={form}
        layout="vertical"
        size="large"
        initialValues={corrected?.draft ?? { householdId: props.household, visitedOn: today(), kind: 'HOME', purpose: 'ROUTINE', met: true }}
        onValuesChange={leave.changed}
        onFinish={(values) => void save(values)}
        style={{ maxWidth: 720 }}
      >
        <Flex vertical gap="middle">
          <Card size="small">
            <Form.Item name="householdId" label={t('record.household')} rules={chosen(t('field.household'))}>
              <HouseholdChooser onNamed={setName} />
            </Form.Item>
            <MeetingFields />
          </Card>
          <Card size="small">
            <FindingFields />
          </Card>
          <Card size="small" title={t('field.promises')}>
            <PromiseFields />
          </Card>
          <PhotosField
            value={pictures}
            room={maxPhotos - keptPhotos}
            onChange={(change) => {
              setPictures(change);
              leave.changed();
            }}
          />
          <div style={{ position: 'sticky', bottom: phone ? bottomBarHeight + 8 : 8, zIndex: 5 }}>
            <Button type="primary" htmlType="submit" size="large" block loading={saving}>
              {saving ? t('record.saving') : t('record.save')}
            </Button>
          </div>
        </Flex>
      </Form>
      <OutboxPanel />
    </Page>
  );
}
