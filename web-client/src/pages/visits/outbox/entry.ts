import type { RecordVisitInput } from '@/gql/graphql';
import type { RefusalFields } from '@/shared/userErrors';

export type EntryState = 'waiting' | 'sending' | 'sent' | 'rejected';

/** What the form says; key and time of writing are added when it is kept. */
export type VisitDraft = Omit<RecordVisitInput, 'idempotencyKey' | 'recordedAt'>;

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
  /** When it was written, in UTC. */
  writtenAt: string;
  /** Why the server refused. */
  refusals: RefusalFields[];
  /** Why the last try came to nothing: the line, or what the server said. */
  problem: { kind: 'line' } | { kind: 'server'; message: string } | null;
}

/** What became of one try to send. */
export type Outcome =
  | { kind: 'sent' }
  | { kind: 'rejected'; refusals: RefusalFields[] }
  | { kind: 'line' }
  | { kind: 'server'; message: string };
