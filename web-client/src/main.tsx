import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'antd/dist/reset.css';
import { App } from '@/app/App';
import { connect } from '@/app/client/client';
import { loadConfig } from '@/app/config';
import { findKept } from '@/app/device/kept';
import '@/app/i18n';
import { nameListboxes } from '@/app/listboxNames';
import { appVersion } from '@/app/version/appVersion';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const config = await loadConfig();
const connection = connect(config);
// The cookie may still hold a session; until the server has said so the page shows that it is loading.
void connection.session.start(findKept);

createRoot(root).render(
  <StrictMode>
    <App connection={connection} />
  </StrictMode>,
);

nameListboxes(document.body);
if (import.meta.env.PROD) appVersion.start();
