import { currentLanguage } from '@/app/i18n';
import type { Connection } from './client';

/** What the server said of a file it did not take; null without an answer. */
export class FileProblem extends Error {
  constructor(readonly said: string | null) {
    super(said ?? 'no answer');
  }
}

/** The address of a file beside the API's endpoint, wherever that is. */
function address(connection: Connection, path: string): string {
  return new URL(path, new URL(connection.url, window.location.href)).href;
}

async function headers(connection: Connection): Promise<Record<string, string>> {
  if (connection.session.stale()) await connection.session.refresh();
  return {
    'Accept-Language': currentLanguage(),
    'Authorization': `Bearer ${connection.session.token() ?? ''}`,
  };
}

function sentence(answer: unknown): string | null {
  const errors = (answer as { errors?: { message?: string }[] } | null)?.errors;
  return errors?.[0]?.message ?? null;
}

/** Sends a file as it is; `onShare` hears how much of it has left, from 0 to 1. Answers what the server says. */
export async function sendFile<Answer>(
  connection: Connection,
  path: string,
  file: Blob,
  onShare: (share: number) => void,
): Promise<Answer> {
  const given = await headers(connection);
  return new Promise((resolve, reject) => {
    // fetch does not tell how much was sent.
    const request = new XMLHttpRequest();
    request.open('POST', address(connection, path));
    for (const [name, value] of Object.entries(given)) request.setRequestHeader(name, value);
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onShare(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      if (request.status < 300) resolve(request.response as Answer);
      else reject(new FileProblem(sentence(request.response)));
    });
    for (const end of ['error', 'abort', 'timeout']) {
      request.addEventListener(end, () => reject(new FileProblem(null)));
    }
    request.send(file);
  });
}

/** Fetches a file and hands it to the browser to be kept under a name. */
export async function saveFile(connection: Connection, path: string, name: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(address(connection, path), { headers: await headers(connection) });
  } catch {
    throw new FileProblem(null);
  }
  if (!response.ok) throw new FileProblem(sentence(await response.json().catch(() => null)));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  // The browser has begun to write it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
