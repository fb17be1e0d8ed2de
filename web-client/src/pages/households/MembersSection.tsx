import { PlusOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MemberValues } from './householdForm';
import { cleanIdNumber } from './idNumber';
import { MemberFields } from './MemberFields';

/** 户主与成员: the head first, then as many members as live together. */
export function MembersSection(props: { duplicates: readonly number[]; onRemoved: (row: number) => void }) {
  const { t } = useTranslation('households');
  const form = Form.useFormInstance();
  const takenTwice = (row: number) => (idNumber: string) =>
    (form.getFieldValue('members') as MemberValues[]).some(
      (one, other) => other !== row && cleanIdNumber(one?.idNumber ?? '') === idNumber,
    );
  return (
    <Form.List name="members">
      {(fields, { add, remove }) => (
        <Flex vertical gap="middle">
          {fields.map((field) => (
            <Card
              key={field.key}
              size="small"
              type="inner"
              title={field.name === 0 ? t('member.head') : t('member.nth', { n: field.name + 1 })}
              extra={
                field.name > 0 && (
                  <Button
                    size="small"
                    onClick={() => {
                      remove(field.name);
                      props.onRemoved(field.name);
                    }}
                  >
                    {t('member.removeRow')}
                  </Button>
                )
              }
            >
              <MemberFields
                at={[field.name]}
                path={['members', field.name]}
                head={field.name === 0}
                duplicate={props.duplicates.includes(field.name)}
                takenTwice={takenTwice(field.name)}
              />
            </Card>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({ migrantWorker: false })}>
            {t('member.add')}
          </Button>
        </Flex>
      )}
    </Form.List>
  );
}
