import type { RecordVisitInput } from '@/gql/graphql';
import type { RefusalFields } from '@/shared/userErrors';

/** `photos`: the server has the visit and not yet its photographs; `partial`: it refused some of these. */
export type EntryState = 'waiting' | 'sending' | 'photos' | 'partial' | 'sent' | 'rejected';

/** What the form says; key and time of writing are added when it is kept. */
export type VisitDraft = Omit<RecordVisitInput, 'idempotencyKey' | 'recordedAt'>;

/** Why the last try came to nothing: the line, or what the server said. */
export type Problem = { kind: 'line' } | { kind: 'server'; message: string };

/** A photograph on its way to the server, after its visit; its bytes are kept apart. */
export interface PhotoEntry {
  /** Also the idempotency key. */
  id: string;
  name: string;
  type: string;
  state: 'waiting' | 'sending' | 'sent' | 'rejected';
  refusals: RefusalFields[];
  problem: Problem | null;
}

/** A visit on its way to the server. */
export interface OutboxEntry {
  /** Also the idempotency key: however often it is sent, the server writes once. */
  id: string;
  /** The post in which it was written; it is sent only when the person acts in it. */
  postId: string;
  unionName: string;
  householdName: string;
  draft: VisitDraft;
  state: EntryState;
  /** The visit, once the server has it. */
  visitId: string | null;
  photos: PhotoEntry[];
  /** When it was written, in UTC. */
  writtenAt: string;
  /** Why the server refused. */
  refusals: RefusalFields[];
  problem: Problem | null;
}

/** What became of one try to send a visit or a photograph. */
export type Outcome =
  | { kind: 'sent'; id: string }
  | { kind: 'rejected'; refusals: RefusalFields[] }
  | { kind: 'line' }
  | { kind: 'server'; message: string };
