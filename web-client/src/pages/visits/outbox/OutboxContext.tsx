import { App } from 'antd';
import { createContext, useContext, useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useRefresh } from '@/app/live/LiveUpdates';
import { useConnection, useSession } from '@/app/session/SessionContext';
import { upload } from '@/shared/attachments/upload';
import type { OutboxEntry } from './entry';
import { Outbox } from './outbox';
import { sendEntry } from './send';
import { useOwnHouseholds, type OwnHouseholds } from './useOwnHouseholds';
import { openVault } from './vault';

/** How often waiting entries are tried again while the page is open. */
const retryEvery = 60_000;

interface OutboxAccess {
  /** Null until the vault is open, and for those who record nothing. */
  outbox: Outbox | null;
  own: OwnHouseholds;
}

const noOne: OwnHouseholds = { households: [], surveys: [], keptAt: null };
const OutboxContext = createContext<OutboxAccess>({ outbox: null, own: noOne });

/**
 * Opens the outbox of the signed-in person, uploads when the connection is back, and has them decide
 * about unsent entries before they sign out.
 */
export function OutboxProvider(props: { children: ReactNode }) {
  const { can } = useSession();
  return can('VISIT_RECORD') ? <OpenOutbox>{props.children}</OpenOutbox> : <>{props.children}</>;
}

function OpenOutbox(props: { children: ReactNode }) {
  const { viewer, offline } = useSession();
  const connection = useConnection();
  const refresh = useRefresh();
  const client = useClient();
  const owner = viewer.person.id;
  const [outbox, setOutbox] = useState<Outbox | null>(null);
  const entries = useEntriesOf(outbox);
  const own = useOwnHouseholds(entries.filter((one) => one.visitId).length);
  // What was uploaded apart from a request of the page shows there.
  const photographs = entries.flatMap((one) => one.photos).filter((one) => one.state === 'sent').length;
  useEffect(() => {
    if (photographs > 0) refresh();
  }, [photographs, refresh]);
  const sender = useRef({ client, postId: viewer.post.id });
  useEffect(() => {
    sender.current = { client, postId: viewer.post.id };
  }, [client, viewer.post.id]);

  useEffect(() => {
    let gone = false;
    void openVault(owner).then(async (vault) => {
      const opened = new Outbox(vault, () => {
        const { client: current, postId } = sender.current;
        return {
          postId,
          send: (message) => sendEntry(current, message),
          sendPhoto: (visitId, picture, key) => upload(connection, { visitId }, picture, key),
        };
      });
      await opened.reload();
      if (!gone) setOutbox(opened);
    });
    return () => {
      gone = true;
      setOutbox(null);
    };
  }, [owner, connection]);

  useEffect(() => {
    // The pages themselves must be there before the connection goes.
    void import('../RecordVisitPage').catch(() => undefined);
    void import('@/pages/surveys/TaskPage').catch(() => undefined);
  }, []);

  useReplay(outbox, `${viewer.post.id} ${offline}`);
  useSignOutGuard(outbox);
  return <OutboxContext value={{ outbox, own }}>{props.children}</OutboxContext>;
}

/** Sends what waits at once, when the line is back, and now and then. */
function useReplay(outbox: Outbox | null, actingAs: string): void {
  useEffect(() => {
    if (!outbox) return;
    const go = () => void outbox.replay();
    go();
    window.addEventListener('online', go);
    const timer = setInterval(() => {
      if (outbox.entries().some((one) => one.state === 'waiting' || one.state === 'photos')) go();
    }, retryEvery);
    return () => {
      window.removeEventListener('online', go);
      clearInterval(timer);
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- acting in another post, or with a session again, lets entries go
  }, [outbox, actingAs]);
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

function useEntriesOf(outbox: Outbox | null): OutboxEntry[] {
  return useSyncExternalStore(outbox?.subscribe ?? never, outbox?.entries ?? none);
}

export function useOutboxEntries(): OutboxEntry[] {
  return useEntriesOf(useOutbox().outbox);
}
