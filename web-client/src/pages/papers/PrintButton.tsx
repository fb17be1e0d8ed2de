import { PrinterOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '@/app/session/SessionContext';
import { PrintPaperDocument, type PaperOrder } from '@/gql/graphql';
import { useSubmit } from '@/shared/useSubmit';

/** Prints a paper: the browser shows the PDF in another tab. `about` says whose it is, for screen readers. */
export function PrintButton(props: { order: PaperOrder; text: string; about: string; primary?: boolean; size?: 'small' }) {
  const { message } = App.useApp();
  const { t } = useTranslation('papers');
  const { url } = useConnection();
  const state = useSubmit(PrintPaperDocument, { payload: (data) => data.printPaper, success: false });
  const problem = state.general.join(' ');
  useEffect(() => {
    if (problem) void message.error(problem);
  }, [problem, message]);

  async function print() {
    // Opened while the person clicks: a browser refuses one that opens by itself later.
    const tab = window.open('', '_blank');
    if (tab) tab.document.title = t('print.underway');
    const payload = await state.submit({ paper: props.order });
    const address = payload?.print && new URL(payload.print.url, new URL(url, window.location.href)).href;
    if (!address) tab?.close();
    else if (tab) tab.location.replace(address);
    else window.location.assign(address);
  }

  return (
    <Button
      icon={<PrinterOutlined />}
      type={props.primary ? 'primary' : 'default'}
      size={props.size}
      loading={state.pending}
      aria-label={`${props.text}：${props.about}`}
      onClick={() => void print()}
    >
      {props.text}
    </Button>
  );
}
