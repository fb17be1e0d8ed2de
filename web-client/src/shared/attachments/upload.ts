import type { Connection } from '@/app/client/client';
import { currentLanguage } from '@/app/i18n';
import type { RefusalFields } from '@/shared/userErrors';

/** Bytes that one file may have; the server says so too. */
export const maxBytes = 20 * 1024 * 1024;

/** What an attachment belongs to. */
export type Subject = { householdId: string } | { visitId: string } | { measureId: string } | { rightsCaseId: string } | { delegationId: string };

/** A file in memory. */
export interface Picture {
  name: string;
  type: string;
  bytes: ArrayBuffer;
}

/** What became of one try to upload. */
export type UploadOutcome =
  | { kind: 'sent'; id: string }
  | { kind: 'rejected'; refusals: RefusalFields[] }
  | { kind: 'line' }
  | { kind: 'server'; message: string };

interface Answer {
  attachment?: { id: string } | null;
  errors?: (Partial<RefusalFields> & { message: string; extensions?: { code?: string } })[];
}

/** Reads the answer of the server: a refusal is final, all else is tried again. */
export function outcomeOf(status: number, body: string): UploadOutcome {
  let answer: Answer;
  try {
    answer = JSON.parse(body) as Answer;
  } catch {
    // Something between here and the server answered.
    return { kind: 'line' };
  }
  const errors = answer.errors ?? [];
  if (status === 200 && answer.attachment && errors.length === 0) return { kind: 'sent', id: answer.attachment.id };
  const message = errors[0]?.message ?? '';
  if (status === 401) return { kind: 'line' };
  if (status >= 500 || errors.some((one) => one.code === 'UNAVAILABLE')) return { kind: 'server', message };
  const refusals = errors.map((one) => ({ code: one.code ?? 'INVALID', path: one.path ?? [], message: one.message }));
  return { kind: 'rejected', refusals };
}

/** Sends a file; `key` makes a repetition safe. Progress is told from 0 to 100. */
export async function upload(
  connection: Pick<Connection, 'fileUrl' | 'session'>,
  subject: Subject,
  picture: Picture,
  key: string,
  onProgress?: (percent: number) => void,
): Promise<UploadOutcome> {
  const { session } = connection;
  if (session.stale()) {
    const there = await session.refresh().catch(() => false);
    if (!there) return { kind: 'line' };
  }
  const form = new FormData();
  for (const [name, id] of Object.entries(subject)) form.append(name, id as string);
  form.append('idempotencyKey', key);
  form.append('file', new Blob([picture.bytes], { type: picture.type }), picture.name);
  return new Promise((resolve) => {
    // Only this tells how far it has come.
    const request = new XMLHttpRequest();
    request.open('POST', connection.fileUrl('/attachments'));
    request.withCredentials = true;
    request.setRequestHeader('Authorization', `Bearer ${session.token()}`);
    request.setRequestHeader('Accept-Language', currentLanguage());
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress?.(Math.round((100 * event.loaded) / event.total));
    });
    request.addEventListener('load', () => resolve(outcomeOf(request.status, request.responseText)));
    for (const end of ['error', 'abort', 'timeout']) request.addEventListener(end, () => resolve({ kind: 'line' }));
    request.send(form);
  });
}
