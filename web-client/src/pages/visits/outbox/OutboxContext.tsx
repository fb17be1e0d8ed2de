import { App } from 'antd';
import { createContext, useContext, useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useConnection, useSession } from '@/app/session/SessionContext';
import { VisitHouseholdsDocument } from '@/gql/graphql';
import type { OutboxEntry } from './entry';
import { Outbox } from './outbox';
import { sendVisit } from './send';
import { openVault } from './vault';

/** How often waiting visits are tried again while the page is open. */
const retryEvery = 60_000;

export interface ChoosableHousehold {
  id: string;
  headName: string;
  address: string | null;
}

interface OutboxAccess {
  /** Null until the vault is open. */
  outbox: Outbox | null;
  /** The cadre's own households, fetched while there was a connection. */
  households: ChoosableHousehold[];
}

const OutboxContext = createContext<OutboxAccess>({ outbox: null, households: [] });

/**
 * Opens the outbox of the signed-in person, uploads when the connection is back, and has them decide
 * about unsent visits before they sign out.
 */
export function OutboxProvider(props: { children: ReactNode }) {
  const { can } = useSession();
  return can('VISIT_RECORD') ? <OpenOutbox>{props.children}</OpenOutbox> : <>{props.children}</>;
}

function OpenOutbox(props: { children: ReactNode }) {
  const { viewer } = useSession();
  const client = useClient();
  const owner = viewer.person.id;
  const [outbox, setOutbox] = useState<Outbox | null>(null);
  const households = useOwnHouseholds();
  const sender = useRef({ client, postId: viewer.post.id });
  useEffect(() => {
    sender.current = { client, postId: viewer.post.id };
  }, [client, viewer.post.id]);

  useEffect(() => {
    let gone = false;
    void openVault(owner).then(async (vault) => {
      const opened = new Outbox(vault, () => {
        const { client: current, postId } = sender.current;
        return { postId, send: (input) => sendVisit(current, input) };
      });
      await opened.reload();
      if (!gone) setOutbox(opened);
    });
    return () => {
      gone = true;
      setOutbox(null);
    };
  }, [owner]);

  useReplay(outbox, viewer.post.id);
  useSignOutGuard(outbox);
  return <OutboxContext value={{ outbox, households }}>{props.children}</OutboxContext>;
}

function useOwnHouseholds(): ChoosableHousehold[] {
  const client = useClient();
  const [households, setHouseholds] = useState<ChoosableHousehold[]>([]);
  useEffect(() => {
    let gone = false;
    void client
      .query(VisitHouseholdsDocument, { filter: { mine: true, status: 'ACTIVE' } })
      .toPromise()
      .then(({ data }) => {
        if (data && !gone) setHouseholds(data.households.nodes);
      });
    // The page itself must be there before the connection goes.
    void import('../RecordVisitPage').catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [client]);
  return households;
}

function useReplay(outbox: Outbox | null, postId: string): void {
  useEffect(() => {
    if (!outbox) return;
    const go = () => void outbox.replay();
    go();
    window.addEventListener('online', go);
    const timer = setInterval(() => {
      if (outbox.entries().some((one) => one.state === 'waiting')) go();
    }, retryEvery);
    return () => {
      window.removeEventListener('online', go);
      clearInterval(timer);
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- acting in another post lets its visits go
  }, [outbox, postId]);
}

function useSignOutGuard(outbox: Outbox | null): void {
  const { t } = useTranslation('visits');
  const { modal } = App.useApp();
  const { session } = useConnection();
  useEffect(() => {
    if (!outbox) return;
    return session.guardEnd(async () => {
      const count = outbox.unsent();
      const leaves =
        count === 0 ||
        (await modal.confirm({
          title: t('outbox.signOutTitle', { count }),
          content: t('outbox.signOutWhat'),
          okText: t('outbox.signOutAnyway'),
          okButtonProps: { danger: true },
          cancelText: t('outbox.stay'),
        }));
      if (leaves) await outbox.destroy();
      return leaves;
    });
  }, [outbox, session, modal, t]);
}

export function useOutbox(): OutboxAccess {
  return useContext(OutboxContext);
}

const nothing: OutboxEntry[] = [];
const never = () => () => undefined;
const none = () => nothing;

export function useOutboxEntries(): OutboxEntry[] {
  const { outbox } = useOutbox();
  return useSyncExternalStore(outbox?.subscribe ?? never, outbox?.entries ?? none);
}

/** Whether the browser believes that it has a connection. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('online', changed);
      window.addEventListener('offline', changed);
      return () => {
        window.removeEventListener('online', changed);
        window.removeEventListener('offline', changed);
      };
    },
    () => navigator.onLine,
  );
}
