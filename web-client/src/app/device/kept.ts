import type { OwnHouseholdFragment, SurveyFormFragment, ViewerFieldsFragment } from '@/gql/graphql';
import { canKeep, openDatabase } from './database';
import { Seal } from './seal';

/** What a cadre needs in a courtyard without a connection. */
export interface Kept {
  viewer: ViewerFieldsFragment;
  households: OwnHouseholdFragment[];
  /** Their places on the lists of the open survey rounds. */
  surveys: SurveyFormFragment[];
  /** When the server said so, in UTC. */
  keptAt: string;
}

/** For so long it is shown without the server having said again that the person may see it. */
const lifetime = 7 * 24 * 60 * 60 * 1000;

const place = 'last';

/** Keeps it, sealed, instead of what was kept before of whomever. A browser that cannot seal keeps nothing. */
export async function keep(kept: Kept): Promise<void> {
  if (!canKeep()) return;
  const db = await openDatabase();
  try {
    const seal = await Seal.of(db, kept.viewer.person.id);
    await db.put('kept', await seal.seal(place, kept));
  } finally {
    db.close();
  }
}

/** What the person who was signed in last may look at; null when nothing is kept or it is too old. */
export async function findKept(): Promise<Kept | null> {
  if (!canKeep()) return null;
  try {
    const db = await openDatabase();
    try {
      const row = await db.get('kept', place);
      const seal = row && (await Seal.known(db, row.owner));
      const kept = row && (await seal?.open<Kept>(row));
      if (kept && Date.now() - Date.parse(kept.keptAt) < lifetime) return kept;
      if (row) await db.delete('kept', place);
      return null;
    } finally {
      db.close();
    }
  } catch {
    // A browser that refuses its storage has nothing kept.
    return null;
  }
}

/** For the end of a session, whoever ended it. Unsent visits stay sealed until the person signs in again. */
export async function forgetKept(): Promise<void> {
  if (!canKeep()) return;
  const db = await openDatabase();
  await db.clear('kept');
  db.close();
}
