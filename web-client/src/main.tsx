import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'antd/dist/reset.css';
import { App } from '@/app/App';
import { connect } from '@/app/client/client';
import { loadConfig } from '@/app/config';
import '@/app/i18n';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const config = await loadConfig();
const connection = connect(config);
// The cookie may still hold a session; until the server has said so the page shows that it is loading.
void connection.session.refresh();

createRoot(root).render(
  <StrictMode>
    <App connection={connection} />
  </StrictMode>,
);
