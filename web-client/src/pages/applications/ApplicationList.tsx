import { Button, Card, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { AidApplicationListDocument, type AidApplicationFilter, type AidApplicationRowFragment } from '@/gql/graphql';
import { CursorPager } from '@/shared/CursorPager';
import { LoadProblem } from '@/shared/LoadProblem';
import { ActButtons, ActModal } from './ActButtons';
import { nameOf } from './ApplicationParts';
import { ApplicationRows } from './ApplicationRows';
import { useChosenText } from './Chosen';
import { applicationContext } from './context';
import { commonActs, type Act } from './steps';

/** A page of the list; what is chosen may be moved on together. */
export function ApplicationList(props: { label: string; filter: AidApplicationFilter; after: string | null; acts: boolean; empty: string }) {
  const { filter, after } = props;
  const [keys, setKeys] = useState<string[]>([]);
  const [act, setAct] = useState<{ act: Act; rows: readonly AidApplicationRowFragment[] } | null>(null);
  const [{ data, fetching, error }, retry] = useQuery({ query: AidApplicationListDocument, variables: { filter, after }, context: applicationContext });
  const rows = data?.aidApplications.nodes;
  // What has left the list meanwhile is no longer chosen.
  const chosen = rows?.filter((row) => keys.includes(row.id)) ?? [];
  return (
    <>
      {error && <LoadProblem error={error} retry={() => retry()} />}
      {chosen.length > 0 && <Bar rows={chosen} onAct={(one) => setAct({ act: one, rows: chosen })} onClear={() => setKeys([])} />}
      <ApplicationRows
        label={props.label}
        rows={rows}
        loading={fetching}
        empty={props.empty}
        selection={props.acts ? { keys: chosen.map((row) => row.id), onChange: setKeys, nameOf: (row) => `${nameOf(row)} ${row.number}`, selectable: (row) => commonActs([row]).length > 0 } : undefined}
      />
      <CursorPager pageInfo={data?.aidApplications.pageInfo} disabled={fetching} />
      {act && <ActModal {...act} onClose={() => setAct(null)} onDone={() => setKeys([])} />}
    </>
  );
}

/** What is chosen, and what may be done with all of it; it stays in sight while one scrolls. */
function Bar(props: { rows: readonly AidApplicationRowFragment[]; onAct: (act: Act) => void; onClear: () => void }) {
  const { t } = useTranslation('applications');
  const chosenText = useChosenText();
  const acts = commonActs(props.rows);
  return (
    <section aria-label={t('chosen.title')} style={{ position: 'sticky', top: 60, zIndex: 5 }}>
      <Card size="small">
        <Flex gap="small" align="center" justify="space-between" wrap>
          <span aria-live="polite">{chosenText(props.rows)}</span>
          <Flex gap="small" wrap align="center">
            {acts.length === 0 && <Typography.Text type="secondary">{t('chosen.nothingCommon')}</Typography.Text>}
            <ActButtons acts={acts} rows={props.rows} onAct={props.onAct} />
            <Button type="text" onClick={props.onClear}>
              {t('chosen.clear')}
            </Button>
          </Flex>
        </Flex>
      </Card>
    </section>
  );
}
