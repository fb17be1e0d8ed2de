import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v4 as uuid } from 'uuid';
import { useRefresh } from '@/app/live/LiveUpdates';
import { useConnection } from '@/app/session/SessionContext';
import { toPicture } from './picture';
import { maxBytes, upload, type Picture, type Subject } from './upload';

/** A file on its way to the server. */
export interface Uploading {
  /** Also the idempotency key. */
  key: string;
  name: string;
  percent: number;
  /** The attachment, once the server has it. */
  id?: string;
  /** Why it is not there. */
  problem?: string;
  /** Whether trying once more makes sense. */
  again?: boolean;
}

/** Uploads files one after the other; each shows how far it is, and why it failed. */
export function useUploads(subject: Subject) {
  const { t } = useTranslation('attachments');
  const connection = useConnection();
  const refresh = useRefresh();
  const [list, setList] = useState<Uploading[]>([]);
  const [kept] = useState(() => new Map<string, Picture>());

  const change = useCallback((key: string, to: Partial<Uploading>) => setList((all) => all.map((one) => (one.key === key ? { ...one, ...to } : one))), []);

  const send = useCallback(
    async (key: string) => {
      const picture = kept.get(key);
      if (!picture) return;
      change(key, { percent: 0, problem: undefined, again: undefined });
      const outcome = await upload(connection, subject, picture, key, (percent) => change(key, { percent }));
      if (outcome.kind === 'sent') {
        kept.delete(key);
        change(key, { percent: 100, id: outcome.id });
        refresh();
        return;
      }
      const problem =
        outcome.kind === 'rejected' ? outcome.refusals.map((one) => one.message).join(' ') : outcome.kind === 'server' ? outcome.message : t('upload.line');
      change(key, { problem, again: outcome.kind !== 'rejected' });
    },
    [kept, change, connection, refresh, subject, t],
  );

  const add = useCallback(
    async (files: readonly File[]) => {
      for (const file of files) {
        const key = uuid();
        setList((all) => [...all, { key, name: file.name, percent: 0 }]);
        const picture = await toPicture(file);
        if (picture.bytes.byteLength > maxBytes) {
          change(key, { problem: t('upload.tooLarge', { megabytes: maxBytes / 1024 / 1024 }) });
          continue;
        }
        kept.set(key, picture);
        await send(key);
      }
    },
    [kept, change, send, t],
  );

  const dismiss = useCallback(
    (key: string) => {
      kept.delete(key);
      setList((all) => all.filter((one) => one.key !== key));
    },
    [kept],
  );
  return { list, add, again: send, dismiss };
}
