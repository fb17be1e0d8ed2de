import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Card, Checkbox, Flex, Form, Input, Select, Typography } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEnumOptions } from '@/app/i18n/useEnumLabel';
import type { SurveyQuestionKind } from '@/gql/graphql';
import { useRules } from '@/shared/useRules';
import { byChoice } from './roundForm';

/** Most questions of a round and most options of a question, as the server has them. */
const most = { questions: 30, options: 20 };

/** The questions that a round asks on top of the household's facts. */
export function QuestionsEditor() {
  const { t } = useTranslation('surveys');
  const [said, setSaid] = useState('');
  return (
    <Form.List name="questions">
      {(fields, { add, remove, move }) => (
        <Flex vertical gap="middle">
          <Typography.Text type="secondary">{t('question.lead')}</Typography.Text>
          {fields.map((field, index) => (
            <QuestionCard
              key={field.key}
              at={field.name}
              count={fields.length}
              remove={() => remove(field.name)}
              move={(to) => {
                move(index, to);
                setSaid(t('question.moved', { n: to + 1 }));
              }}
            />
          ))}
          <Button block size="large" icon={<PlusOutlined />} disabled={fields.length >= most.questions} onClick={() => add({ kind: 'YES_NO', required: false })}>
            {t('question.add')}
          </Button>
          <output style={{ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }}>{said}</output>
        </Flex>
      )}
    </Form.List>
  );
}

function QuestionCard(props: { at: number; count: number; remove: () => void; move: (to: number) => void }) {
  const { t } = useTranslation('surveys');
  const { written } = useRules();
  const kinds = useEnumOptions('SurveyQuestionKind');
  const { at } = props;
  const n = at + 1;
  const form = Form.useFormInstance();
  const kind = Form.useWatch<SurveyQuestionKind | undefined>(['questions', at, 'kind'], form);
  return (
    <Card
      size="small"
      type="inner"
      title={t('question.nth', { n })}
      extra={
        <Flex gap={4}>
          <MoveButtons at={at} count={props.count} of={t('question.nth', { n })} move={props.move} />
          <Button size="small" icon={<DeleteOutlined />} aria-label={t('question.remove', { what: t('question.nth', { n }) })} onClick={props.remove} />
        </Flex>
      }
    >
      <Form.Item name={[at, 'code']} hidden>
        <Input />
      </Form.Item>
      <Flex gap="middle" wrap>
        <Form.Item name={[at, 'label']} label={t('question.label')} rules={written(t('question.label'))} style={{ flex: '3 1 280px' }}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name={[at, 'kind']} label={t('question.kind')} style={{ flex: '1 1 140px' }}>
          <Select options={kinds} />
        </Form.Item>
      </Flex>
      {byChoice(kind) && <Options question={at} />}
      <Form.Item name={[at, 'help']} label={t('question.help')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name={[at, 'required']} valuePropName="checked" style={{ marginBottom: 0 }}>
        <Checkbox>{t('question.required')}</Checkbox>
      </Form.Item>
    </Card>
  );
}

function Options(props: { question: number }) {
  const { t } = useTranslation('surveys');
  const { written } = useRules();
  const { question } = props;
  const least = {
    validator: async (_: unknown, options: unknown[] | undefined) => {
      if ((options?.length ?? 0) < 2) throw new Error(t('question.optionsFew'));
    },
  };
  return (
    <Form.Item label={t('question.options')}>
      <Form.List name={[question, 'options']} rules={[least]}>
        {(fields, { add, remove, move }, { errors }) => (
          <Flex vertical gap="small">
            {fields.map((field) => {
              const of = t('question.option', { n: field.name + 1 });
              return (
                <Flex key={field.key} gap={4} align="center">
                  <Form.Item name={[field.name, 'code']} hidden>
                    <Input />
                  </Form.Item>
                  <Form.Item name={[field.name, 'label']} rules={written(of)} style={{ flex: 1, marginBottom: 0 }}>
                    <Input maxLength={60} aria-label={t('question.optionOf', { n: question + 1, option: field.name + 1 })} placeholder={of} />
                  </Form.Item>
                  <MoveButtons at={field.name} count={fields.length} of={of} move={(to) => move(field.name, to)} />
                  <Button icon={<DeleteOutlined />} size="small" aria-label={t('question.remove', { what: of })} onClick={() => remove(field.name)} />
                </Flex>
              );
            })}
            <Form.ErrorList errors={errors} />
            <div>
              <Button icon={<PlusOutlined />} disabled={fields.length >= most.options} onClick={() => add({ label: '' })}>
                {t('question.addOption')}
              </Button>
            </div>
          </Flex>
        )}
      </Form.List>
    </Form.Item>
  );
}

/** Moves a row up or down; the keyboard's focus goes with it. */
function MoveButtons(props: { at: number; count: number; of: string; move: (to: number) => void }) {
  const { t } = useTranslation('surveys');
  const id = useId();
  const { at, count } = props;
  const go = (to: number) => {
    props.move(to);
    // At an end the button that led there is dead; the other one goes on.
    const button = to === 0 ? 'down' : to === count - 1 ? 'up' : to < at ? 'up' : 'down';
    requestAnimationFrame(() => document.getElementById(`${id}-${button}`)?.focus());
  };
  return (
    <>
      <Button id={`${id}-up`} size="small" icon={<ArrowUpOutlined />} disabled={at === 0} aria-label={t('question.up', { what: props.of })} onClick={() => go(at - 1)} />
      <Button id={`${id}-down`} size="small" icon={<ArrowDownOutlined />} disabled={at === count - 1} aria-label={t('question.down', { what: props.of })} onClick={() => go(at + 1)} />
    </>
  );
}
