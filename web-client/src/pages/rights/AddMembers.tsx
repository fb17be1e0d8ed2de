import { Checkbox, Flex, Form, Typography } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { RightsHouseholdDocument } from '@/gql/graphql';
import { HouseholdChooser } from '@/pages/visits/HouseholdChooser';
import { LoadProblem } from '@/shared/LoadProblem';
import type { WorkerValues } from './caseForm';

/** Takes workers out of a household's file, so that nothing has to be typed twice. */
export function AddMembers(props: {
  /** The household that it begins with. */
  household?: string;
  workers: readonly WorkerValues[];
  onAdd: (worker: WorkerValues) => void;
  onRemove: (memberId: string) => void;
}) {
  const { t } = useTranslation('rights');
  const label = useEnumLabel();
  const id = useId();
  const [householdId, setHouseholdId] = useState(props.household);
  const [{ data, error }, retry] = useQuery({ query: RightsHouseholdDocument, variables: { id: householdId ?? '' }, pause: !householdId });
  const household = data?.household?.id === householdId ? data?.household : null;
  const taken = (memberId: string) => props.workers.some((one) => one.memberId === memberId);
  return (
    <Flex vertical gap="small">
      <Form.Item label={t('form.household')} htmlFor={id} extra={t('form.householdHint')} style={{ marginBottom: 0 }}>
        <HouseholdChooser id={id} value={householdId} onChange={setHouseholdId} onNamed={() => undefined} />
      </Form.Item>
      {error && !household && <LoadProblem error={error} retry={() => retry()} />}
      {household && (
        <fieldset aria-label={t('form.members', { name: household.headName })} style={{ border: 0, margin: 0, padding: 0 }}>
          <Flex gap="6px 20px" wrap>
            {household.members.map((one) => (
              <Checkbox
                key={one.id}
                checked={taken(one.id)}
                onChange={(event) => (event.target.checked ? props.onAdd({ memberId: one.id, name: one.name, household: household.headName }) : props.onRemove(one.id))}
                style={{ minHeight: 32, alignItems: 'center' }}
              >
                {one.name}{' '}
                <Typography.Text type="secondary">{label('Relation', one.relation)}</Typography.Text>
              </Checkbox>
            ))}
          </Flex>
        </fieldset>
      )}
    </Flex>
  );
}
