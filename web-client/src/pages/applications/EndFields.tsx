import { Form, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel, useEnumOptions } from '@/app/i18n/useEnumLabel';
import type { AidApplicationRowFragment } from '@/gql/graphql';
import { DateInput } from '@/shared/DateInput';
import { fromToday } from '@/shared/day';
import { useRules } from '@/shared/useRules';
import { nameOf } from './ApplicationParts';

/** Longest time that a relieved family is followed, in years, as the server has it. */
const longest = 3;

/** Why a file is to end. */
export function EndingField() {
  const { t } = useTranslation('applications');
  const { chosen } = useRules();
  const endings = useEnumOptions('NeedyFileEnding');
  return (
    <Form.Item name="ending" label={t('field.ending')} rules={chosen(t('field.ending'))} style={{ marginBottom: 0 }}>
      <Radio.Group options={endings} style={{ display: 'flex', flexWrap: 'wrap', rowGap: 8 }} />
    </Form.Item>
  );
}

/** Why each of the files is to end, as it was proposed. */
export function ProposedEndings({ rows }: { rows: readonly AidApplicationRowFragment[] }) {
  const { t } = useTranslation('applications');
  const label = useEnumLabel();
  const endings = [...new Set(rows.map((row) => row.ending))];
  const namesOf = (ending: AidApplicationRowFragment['ending']) => rows.filter((row) => row.ending === ending).map(nameOf).join('、');
  const texts = endings.map((one) => label('NeedyFileEnding', one) + (endings.length > 1 ? `（${namesOf(one)}）` : ''));
  return (
    <div>
      {t('field.ending')}：<strong>{texts.join('；')}</strong>
    </div>
  );
}

/** Until when relieved families are followed (脱困监测). */
export function FollowedUntilField() {
  const { t } = useTranslation('applications');
  const { chosen } = useRules();
  return (
    <Form.Item name="followedUntil" label={t('field.followedUntil')} extra={t('followHint', { n: longest })} rules={chosen(t('field.followedUntil'))} style={{ marginBottom: 0 }}>
      <DateInput min={fromToday(1, 'day')} max={fromToday(longest, 'year')} />
    </Form.Item>
  );
}
