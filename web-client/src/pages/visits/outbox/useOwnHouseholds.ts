import { useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { findKept, forgetKept, keep } from '@/app/device/kept';
import { useConnection, useSession } from '@/app/session/SessionContext';
import { OwnHouseholdsDocument, type OwnHouseholdFragment, type SurveyFormFragment } from '@/gql/graphql';
import { ownSurveys } from '@/pages/surveys/ownSurveys';

/** Whoever comes back to the page after so long gets what is true now, in milliseconds. */
const freshFor = 10 * 60_000;

export interface OwnHouseholds {
  households: OwnHouseholdFragment[];
  /** Their places on the lists of the open survey rounds, surveyed ones included. */
  surveys: SurveyFormFragment[];
  /** When the server said so, in UTC; null before the first answer. */
  keptAt: string | null;
}

/**
 * The cadre's own households, and their places on the lists of open survey rounds: from the server, and then kept on the device for the next time without a
 * connection; from the device where the server does not answer. `changes` counts what makes them new.
 */
export function useOwnHouseholds(changes: number): OwnHouseholds {
  const client = useClient();
  const { session } = useConnection();
  const { viewer, offline } = useSession();
  const [own, setOwn] = useState<OwnHouseholds>({ households: [], surveys: [], keptAt: null });
  const [round, setRound] = useState(0);
  const asked = useRef(0);

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible' && Date.now() - asked.current > freshFor) setRound((before) => before + 1);
    };
    document.addEventListener('visibilitychange', look);
    window.addEventListener('online', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('online', look);
    };
  }, []);

  useEffect(() => {
    let gone = false;
    const fromDevice = async () => {
      const kept = await findKept();
      if (kept && !gone && kept.viewer.post.id === viewer.post.id) setOwn({ ...kept, surveys: kept.surveys ?? [] });
    };
    const fromServer = async () => {
      asked.current = Date.now();
      const { data } = await client.query(OwnHouseholdsDocument, {}, { requestPolicy: 'network-only' }).toPromise();
      const surveys = data && (await ownSurveys(client));
      if (gone) return;
      if (!data || !surveys) return fromDevice();
      const now = { households: data.households.nodes, surveys, keptAt: new Date().toISOString() };
      setOwn(now);
      await keep({ viewer, ...now });
      // Who signed out meanwhile wants nothing to stay.
      if (session.get().status === 'signed-out') await forgetKept();
    };
    void (offline ? fromDevice() : fromServer());
    return () => {
      gone = true;
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the two numbers say when to ask again
  }, [client, session, viewer, offline, changes, round]);
  return own;
}
