import type { RecordSurveyInput, RecordVisitInput, SettleSurveyTaskInput } from '@/gql/graphql';
import type { SurveyFacts } from '@/pages/surveys/facts';
import type { RefusalFields } from '@/shared/userErrors';

/** `photos`: the server has the record and not yet its photographs; `partial`: it refused some of these. */
export type EntryState = 'waiting' | 'sending' | 'photos' | 'partial' | 'sent' | 'rejected';

/** What a form says; key and time of writing are added when it is sent. */
type Draft<Input> = Omit<Input, 'idempotencyKey' | 'recordedAt'>;
export type VisitDraft = Draft<RecordVisitInput>;
export type SurveyDraft = Draft<RecordSurveyInput>;
export type SettlementDraft = Draft<SettleSurveyTaskInput>;

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

/** What was written: a visit, the survey of a household, or why it could not be surveyed. */
export type Content =
  | { subject: 'visit'; draft: VisitDraft }
  /** `seen` are the facts that the form began with: what differs from them was typed. */
  | { subject: 'survey'; draft: SurveyDraft; seen: SurveyFacts }
  | { subject: 'settlement'; draft: SettlementDraft };

/** How an entry stands, whatever was written. */
export interface EntryFacts {
  /** Also the idempotency key: however often it is sent, the server writes once. */
  id: string;
  /** The post in which it was written; it is sent only when the person acts in it. */
  postId: string;
  unionName: string;
  householdName: string;
  state: EntryState;
  /** The visit that it is or was made at, once the server has it. */
  visitId: string | null;
  photos: PhotoEntry[];
  /** When it was written, in UTC. */
  writtenAt: string;
  /** Why the server refused. */
  refusals: RefusalFields[];
  problem: Problem | null;
}

/** Something written on its way to the server. */
export type OutboxEntry = EntryFacts & Content;
export type VisitEntry = EntryFacts & Extract<Content, { subject: 'visit' }>;
export type SurveyEntry = EntryFacts & Extract<Content, { subject: 'survey' }>;
export type SettlementEntry = EntryFacts & Extract<Content, { subject: 'settlement' }>;

/** What is sent of an entry. */
export type Message =
  | { subject: 'visit'; input: RecordVisitInput }
  | { subject: 'survey'; input: RecordSurveyInput }
  | { subject: 'settlement'; input: SettleSurveyTaskInput };

/** The same entry makes the same message, so the server knows one that it has. */
export function messageOf(entry: OutboxEntry): Message {
  const sent = { idempotencyKey: entry.id, recordedAt: entry.writtenAt };
  switch (entry.subject) {
    case 'visit':
      return { subject: entry.subject, input: { ...entry.draft, ...sent } };
    case 'survey':
      return { subject: entry.subject, input: { ...entry.draft, ...sent } };
    case 'settlement':
      return { subject: entry.subject, input: { ...entry.draft, ...sent } };
  }
}

/** The household's place on the list of a round that an entry is about; null for a visit. */
export function taskOf(entry: OutboxEntry): string | null {
  if (entry.subject === 'visit') return null;
  return entry.subject === 'survey' ? entry.draft.taskId : entry.draft.id;
}

/** What became of one try to send an entry or a photograph. */
export type Outcome =
  /** `id` is what photographs belong to; null where there can be none. */
  | { kind: 'sent'; id: string | null }
  | { kind: 'rejected'; refusals: RefusalFields[] }
  | { kind: 'line' }
  | { kind: 'server'; message: string };
