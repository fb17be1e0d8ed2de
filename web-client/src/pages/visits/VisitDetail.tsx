import { Descriptions, Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { useSession } from '@/app/session/SessionContext';
import type { VisitFactsFragment } from '@/gql/graphql';
import { VisitPaper } from '@/pages/papers/VisitPaper';
import { Attachments } from '@/shared/attachments/Attachments';
import { MeasureStateText } from './MeasureRows';

/** Everything that a visit found and promised; `editable`: photographs may still be added and removed. */
export function VisitDetail(props: { visit: VisitFactsFragment; editable?: boolean }) {
  const { t } = useTranslation('visits');
  const { t: attached } = useTranslation('attachments');
  const { t: papers } = useTranslation('papers');
  const { can, manages } = useSession();
  const label = useEnumLabel();
  const { visit } = props;
  const text = (value: string | null) => value || t('list.nothing');
  return (
    <Descriptions
      column={1}
      size="small"
      styles={{ label: { width: 96 } }}
      items={[
        { key: 'purpose', label: t('field.purpose'), children: label('VisitPurpose', visit.purpose) },
        { key: 'met', label: t('field.met'), children: visit.met ? [t('field.metYes'), visit.metWhom].filter(Boolean).join('：') : t('field.metNo') },
        ...(visit.place ? [{ key: 'place', label: t('field.place'), children: visit.place }] : []),
        { key: 'observed', label: t('field.observed'), children: text(visit.observed) },
        { key: 'claims', label: t('field.claims'), children: text(visit.claims) },
        ...(visit.needs.length > 0
          ? [{ key: 'needs', label: t('field.needs'), children: <Flex gap={4} wrap>{visit.needs.map((one) => <Tag key={one}>{label('Need', one)}</Tag>)}</Flex> }]
          : []),
        ...(visit.measures.length > 0
          ? [
              {
                key: 'measures',
                label: t('field.promises'),
                children: (
                  <Flex vertical gap={4}>
                    {visit.measures.map((one) => (
                      <span key={one.id}>{one.text} {one.state === 'OPEN' ? <MeasureStateText measure={{ ...one, proof: null, doneOn: null, dropReason: null }} /> : <Tag>{label('MeasureState', one.state)}</Tag>}</span>
                    ))}
                  </Flex>
                ),
              },
            ]
          : []),
        ...(can('HOUSEHOLD_NAMES') && manages(visit.household.union.id)
          ? [{ key: 'paper', label: papers('visit.label'), children: <VisitPaper visit={visit} /> }]
          : []),
        ...(visit.attachments.length > 0 || props.editable
          ? [
              {
                key: 'attachments',
                label: attached('visit.label'),
                children: <Attachments subject={{ visitId: visit.id }} attachments={visit.attachments} editable={props.editable ?? false} label={attached('visit.label')} />,
              },
            ]
          : []),
      ]}
    />
  );
}
