import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router';
import { usePhone } from '@/shared/usePhone';
import { useReducedMotion } from '@/shared/useReducedMotion';
import type { Connection } from './client/client';
import { makeRouter } from './router';
import { ConnectionProvider } from './session/SessionContext';
import { appTheme } from './theme';

/** The whole client: theme and language around the connection to the server around the pages. */
export function App(props: { connection: Connection }) {
  const { i18n } = useTranslation();
  const phone = usePhone();
  const still = useReducedMotion();
  const theme = useMemo(() => appTheme(phone, still), [phone, still]);
  const router = useMemo(() => makeRouter(), []);
  return (
    <ConfigProvider
      theme={theme}
      locale={i18n.language === 'en' ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
      form={{ requiredMark: true, scrollToFirstError: { block: 'center', focus: true } }}
    >
      <AntApp message={{ maxCount: 3 }}>
        <ConnectionProvider connection={props.connection}>
          <RouterProvider router={router} />
        </ConnectionProvider>
      </AntApp>
    </ConfigProvider>
  );
}
