import { Card, Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import type { PartnerFactsFragment } from '@/gql/graphql';
import { factColumns } from '@/pages/rights/CaseParts';
import { formatDate } from '@/shared/format';
import { useDistrictsText, useSpecialitiesText } from './PartnerParts';

/** What is known of a partner. */
export function PartnerFactList({ of }: { of: PartnerFactsFragment }) {
  const { t } = useTranslation('partners');
  const label = useEnumLabel();
  const specialities = useSpecialitiesText();
  const districts = useDistrictsText();
  return (
    <Card size="small" title={t('facts')}>
      <Descriptions
        size="small"
        column={factColumns}
        items={[
          { key: 'kind', label: t('field.kind'), children: label('PartnerKind', of.kind) },
          { key: 'licenceNumber', label: t('field.licenceNumber'), children: of.licenceNumber ?? t('notGiven') },
          { key: 'phone', label: t('field.phone'), children: of.phone ? <a href={`tel:${of.phone}`}>{of.phone}</a> : t('notGiven') },
          { key: 'address', label: t('field.address'), children: of.address ?? t('notGiven') },
          { key: 'districts', label: t('field.districts'), children: districts(of.districts) },
          { key: 'specialities', label: t('field.specialities'), children: specialities(of.specialities) },
          { key: 'load', label: t('field.load'), children: t('load', { count: of.load }) },
          { key: 'union', label: t('field.union'), children: of.unionName },
          { key: 'createdAt', label: t('field.createdAt'), children: formatDate(of.createdAt) },
        ]}
      />
    </Card>
  );
}
