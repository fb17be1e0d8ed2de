import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { useClient } from 'urql';
import { useConnection, useSession } from '@/app/session/SessionContext';
import { follow } from './follow';
import { RefreshGate } from './refreshGate';

const GateContext = createContext<RefreshGate | null>(null);

function useNewGate(): RefreshGate {
  const { activeQueries } = useConnection();
  const client = useClient();
  return useMemo(() => new RefreshGate(() => activeQueries.refresh(client)), [activeQueries, client]);
}

/** Has pages read anew after what was done past the cache, such as an upload; what others change comes with the next look at the page. */
export function OwnUpdates(props: { children: ReactNode }) {
  const gate = useNewGate();
  useEffect(() => {
    document.addEventListener('visibilitychange', gate.changed);
    return () => {
      document.removeEventListener('visibilitychange', gate.changed);
      gate.stop();
    };
  }, [gate]);
  return <GateContext value={gate}>{props.children}</GateContext>;
}

/** Keeps what the pages below show as it is on the server, while it changes there. */
export function LiveUpdates(props: { children: ReactNode }) {
  const { url, session } = useConnection();
  const { offline } = useSession();
  const gate = useNewGate();
  useEffect(() => {
    if (offline) return;
    const stop = follow({
      url,
      token: async () => {
        if (session.stale()) await session.refresh().catch(() => undefined);
        return session.token();
      },
      changed: gate.changed,
      ended: () => void session.refresh().catch(() => undefined),
    });
    document.addEventListener('visibilitychange', gate.looked);
    return () => {
      document.removeEventListener('visibilitychange', gate.looked);
      stop();
      gate.stop();
    };
  }, [url, session, gate, offline]);
  return <GateContext value={gate}>{props.children}</GateContext>;
}

/** Holds live updates back while a form about what the page shows is open. */
export function useHoldUpdates(open: boolean): void {
  const gate = useContext(GateContext);
  useEffect(() => (open ? gate?.hold() : undefined), [gate, open]);
}

const nothing = () => undefined;

/** Has the page read anew, as after a change that others made: not while a form about what it shows is open. */
export function useRefresh(): () => void {
  return useContext(GateContext)?.changed ?? nothing;
}
