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

interface Values {
  other?: boolean;
  reason?: string;
}

/** Takes the list along as an Excel workbook: all rows that fit the filters, names only with a reason. */
export function ExportButton(props: {
  list: ExportList;
  /** Another table of the same rows, to choose instead. */
  other?: { title: string; otherTitle: string; list: ExportList };
  /** Whether rows may name people helped. */
  names?: boolean;
}) {
  const { t } = useTranslation();
  const { can } = useSession();
  const { url } = useConnection();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const named = Boolean(props.names) && can('HOUSEHOLD_NAMES');
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
        {t('export.button')}
      </Button>
      <FormModal<Values>
        open={open}
        onClose={() => setOpen(false)}
        title={t('export.title')}
        lead={named ? t('export.whatNamed') : props.names ? t('export.whatMasked') : t('export.what')}
        okText={t('export.ok')}
        form={form}
        state={state}
        initialValues={{ other: false }}
        onFinish={({ other, reason }) =>
          void state.submit({ list: other && props.other ? props.other.list : props.list, reason: reason?.trim() || null })
        }
      >
        {props.other && (
          <Form.Item name="other" label={t('export.table')}>
            <Radio.Group
              options={[
                { value: false, label: props.other.title },
                { value: true, label: props.other.otherTitle },
              ]}
            />
          </Form.Item>
        )}
        {named && (
          <Form.Item
            name="reason"
            label={t('export.reason')}
            extra={t('export.reasonExtra')}
            rules={[{ whitespace: true, min: reasonLength, message: t('export.reasonShort', { count: reasonLength }) }]}
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
