import { Alert, Card, Flex, Segmented } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '@/shared/Loading';
import { Page } from '@/shared/Page';
import { usePhone } from '@/shared/usePhone';
import { useUrlFilters } from '@/shared/useUrlFilters';
import './api.css';

const Explorer = lazy(() => import('./Explorer'));
const ApiGuide = lazy(() => import('./ApiGuide'));

/** For whoever writes programs for the unions: the schema to browse and try, and the guide. */
export default function ApiPage() {
  const { t } = useTranslation('account');
  const { t: common } = useTranslation();
  const phone = usePhone();
  const { filters, setFilters } = useUrlFilters(['view']);
  const view = phone || filters.view === 'guide' ? 'guide' : 'explorer';
  return (
    <Page title={common('nav.api')} lead={t('api.lead')}>
      {phone ? (
        <Alert type="info" showIcon title={t('api.desk')} />
      ) : (
        <Flex>
          <Segmented
            aria-label={t('api.view')}
            value={view}
            options={[
              { value: 'explorer', label: t('api.explorer') },
              { value: 'guide', label: t('api.guide') },
            ]}
            onChange={(next) => setFilters({ view: next === 'guide' ? next : null })}
          />
        </Flex>
      )}
      <Suspense fallback={<Loading />}>
        {view === 'guide' ? (
          <Card>
            <ApiGuide />
          </Card>
        ) : (
          <>
            <Alert type="warning" showIcon title={t('api.real')} />
            <div style={{ height: 'calc(100vh - 270px)', minHeight: 420 }}>
              <Explorer />
            </div>
          </>
        )}
      </Suspense>
    </Page>
  );
}
