import { DownloadOutlined } from '@ant-design/icons';
import { Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection, useSession } from '@/app/session/SessionContext';
import { ExportListDocument, type ExportList } from '@/gql/graphql';
import { FormModal } from './FormModal';
import { useSubmit } from './useSubmit';

/** Fewest characters of a reason, as the server has it. */
const reasonLength = 5;

/** A table that can be taken along. */
export interface Table {
  list: ExportList;
  /** What it is called among several. */
  title?: string;
  /** Whether rows may name people helped; `always` where each does, so that a reason has to be given. */
  names?: boolean | 'always';
  /** Names are the business of whoever may order it at all, such as the lines that a bank is to pay. */
  forWork?: boolean;
}

interface Values {
  table: number;
  reason?: string;
}

/** Takes the list along as an Excel workbook: all rows that fit the filters, names only with a reason. */
export function ExportButton({ tables, text }: {
  tables: readonly [Table, ...Table[]];
  /** What it is called where it is no list. */
  text?: string;
}) {
  const { t } = useTranslation();
  const { can } = useSession();
  const { url } = useConnection();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const chosen = tables[Form.useWatch('table', form) ?? 0] ?? tables[0];
  const named = Boolean(chosen.names) && (Boolean(chosen.forWork) || can('HOUSEHOLD_NAMES'));
  const always = chosen.names === 'always';
  const state = useSubmit(ExportListDocument, {
    payload: (data) => data.exportList,
    form,
    success: t('export.begun'),
    onDone: (payload) => {
      if (payload.export) fetchFile(new URL(payload.export.url, new URL(url, window.location.href)));
      setOpen(false);
    },
  });
  return (
    <>
      <Button icon={<DownloadOutlined />} onClick={() => setOpen(true)}>
        {text ?? t('export.button')}
      </Button>
      <FormModal<Values>
        open={open}
        onClose={() => setOpen(false)}
        title={t('export.title')}
        lead={named && !always ? t('export.whatNamed') : chosen.names && !always ? t('export.whatMasked') : t('export.what')}
        okText={t('export.ok')}
        form={form}
        state={state}
        initialValues={{ table: 0 }}
        onFinish={({ reason }) => void state.submit({ list: chosen.list, reason: (named && reason?.trim()) || null })}
      >
        {tables.length > 1 && (
          <Form.Item name="table" label={t('export.table')}>
            <Radio.Group
              style={{ display: 'flex', flexWrap: 'wrap', rowGap: 8 }}
              options={tables.map(({ title }, value) => ({ value, label: title }))}
            />
          </Form.Item>
        )}
        {named && (
          <Form.Item
            name="reason"
            label={t(always ? 'export.reasonAlways' : 'export.reason')}
            extra={t('export.reasonExtra')}
            required={always}
            rules={[
              {
                required: always,
                whitespace: true,
                min: reasonLength,
                message: t(always ? 'export.reasonNeeded' : 'export.reasonShort', { count: reasonLength }),
              },
            ]}
          >
            <Input.TextArea rows={2} maxLength={500} placeholder={t('export.reasonHint')} />
          </Form.Item>
        )}
      </FormModal>
    </>
  );
}

/** Lets the browser save what the link answers; the page stays. */
function fetchFile(address: URL): void {
  const link = document.createElement('a');
  link.href = address.href;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}
