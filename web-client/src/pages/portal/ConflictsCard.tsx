import { Button, Card, Flex, Form, Input, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddPartnerConflictDocument, RemovePartnerConflictDocument, type ConflictFactsFragment } from '@/gql/graphql';
import { cleanCreditCode } from '@/pages/employers/creditCode';
import { useCreditCodeRule } from '@/pages/employers/useCreditCodeRule';
import { blanksToNull } from '@/shared/blanks';
import { EmptyHint } from '@/shared/EmptyHint';
import { formatDate } from '@/shared/format';
import { FormModal } from '@/shared/FormModal';
import { Rows } from '@/shared/Rows';
import { useRules } from '@/shared/useRules';
import { useSubmit } from '@/shared/useSubmit';

/** 利益冲突名单: whom the partner does not act against; offers against them are refused. Nobody else reads it. */
export function ConflictsCard({ conflicts, manages }: { conflicts: readonly ConflictFactsFragment[]; manages: boolean }) {
  const { t } = useTranslation('portal');
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<ConflictFactsFragment | null>(null);
  const title = t('conflicts.title');
  return (
    <Card
      size="small"
      title={title}
      extra={
        manages && (
          <Button size="small" onClick={() => setAdding(true)}>
            {t('conflicts.add')}
          </Button>
        )
      }
    >
      <Flex vertical gap="middle">
        <Typography.Text type="secondary">{t('conflicts.what')}</Typography.Text>
        <Rows
          label={title}
          rows={conflicts}
          rowKey={(row) => row.id}
          empty={<EmptyHint text={t('conflicts.empty')} />}
          columns={[
            { key: 'name', title: t('conflicts.name'), render: (row) => row.name },
            { key: 'creditCode', title: t('conflicts.creditCode'), render: (row) => row.creditCode },
            { key: 'since', title: t('conflicts.since'), render: (row) => formatDate(row.createdAt) },
          ]}
          actions={
            manages
              ? (row) => (
                  <Button size="small" aria-label={`${t('conflicts.remove')}：${row.name}`} onClick={() => setRemoving(row)}>
                    {t('conflicts.remove')}
                  </Button>
                )
              : undefined
          }
        />
      </Flex>
      {adding && <AddConflictModal onClose={() => setAdding(false)} />}
      {removing && <RemoveConflictModal of={removing} onClose={() => setRemoving(null)} />}
    </Card>
  );
}

interface Values {
  name: string;
  creditCode?: string | null;
}

function AddConflictModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('portal');
  const { written } = useRules();
  const creditCodeRule = useCreditCodeRule();
  const [form] = Form.useForm<Values>();
  const state = useSubmit(AddPartnerConflictDocument, { payload: (data) => data.addPartnerConflict, form, onDone: onClose, success: t('conflicts.added') });
  return (
    <FormModal<Values>
      open
      onClose={onClose}
      title={t('conflicts.title')}
      okText={t('conflicts.add')}
      form={form}
      state={state}
      onFinish={({ name, creditCode }) => void state.submit({ name: name.trim(), ...blanksToNull({ creditCode }) })}
    >
      <Form.Item name="name" label={t('conflicts.name')} rules={written(t('conflicts.name'))} extra={t('conflicts.nameHint')}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="creditCode" label={t('conflicts.creditCode')} normalize={cleanCreditCode} validateTrigger="onBlur" rules={[creditCodeRule()]}>
        <Input maxLength={24} autoComplete="off" spellCheck={false} />
      </Form.Item>
    </FormModal>
  );
}

function RemoveConflictModal({ of, onClose }: { of: ConflictFactsFragment; onClose: () => void }) {
  const { t } = useTranslation('portal');
  const [form] = Form.useForm<object>();
  const state = useSubmit(RemovePartnerConflictDocument, { payload: (data) => data.removePartnerConflict, form, onDone: onClose, success: t('conflicts.removed') });
  return (
    <FormModal
      open
      onClose={onClose}
      danger
      title={t('conflicts.remove')}
      lead={t('conflicts.removeWhat', { name: of.name })}
      okText={t('conflicts.remove')}
      form={form}
      state={state}
      onFinish={() => void state.submit({ id: of.id })}
    />
  );
}
