import { Card, Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import type { SurveyFormFragment } from '@/gql/graphql';
import { DateInput } from '@/shared/DateInput';
import { today } from '@/shared/day';
import { useRules } from '@/shared/useRules';
import { faceToFace } from './surveyForm';

/** When, where and with whom; for a correction also why. */
export function SurveyMeeting(props: { round: SurveyFormFragment['round']; amends: boolean }) {
  const { t } = useTranslation('surveys');
  const { t: visits } = useTranslation('visits');
  const { chosen, written } = useRules();
  const kinds = useEnumOptions('VisitKind', faceToFace);
  return (
    <Card size="small" title={t('record.meeting')}>
      {props.amends && (
        <Form.Item name="correction" label={t('amend.reason')} extra={t('amend.hint')} rules={written(t('amend.reason'))}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      )}
      <Form.Item name="visitedOn" label={visits('field.visitedOn')} rules={chosen(visits('field.visitedOn'))}>
        <DateInput min={props.round.opensOn} max={today()} />
      </Form.Item>
      <Form.Item name="kind" label={visits('field.kind')} rules={chosen(visits('field.kind'))} extra={t('record.faceToFace')}>
        <Radio.Group
          options={kinds.map((one) => ({ ...one, style: { minHeight: 44, alignItems: 'center' } }))}
          style={{ display: 'flex', flexWrap: 'wrap', columnGap: 16 }}
        />
      </Form.Item>
      <Form.Item name="metWhom" label={visits('field.metWhom')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="place" label={visits('field.place')}>
        <Input maxLength={100} />
      </Form.Item>
    </Card>
  );
}

/** What the family asks for and what was seen. */
export function SurveyFindings() {
  const { t } = useTranslation('surveys');
  const { t: visits } = useTranslation('visits');
  return (
    <Card size="small" title={t('record.findings')}>
      <Form.Item name="claims" label={visits('field.claims')} extra={t('record.claimsHint')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 12 }} maxLength={2000} />
      </Form.Item>
      <Form.Item name="observed" label={visits('field.observed')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 12 }} maxLength={4000} />
      </Form.Item>
    </Card>
  );
}
