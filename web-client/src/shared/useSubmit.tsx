import { App, type FormInstance } from 'antd';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, type TypedDocumentNode } from 'urql';
import { v4 as uuid } from 'uuid';
import { assignErrors, type FieldName, type RefusalFields } from './userErrors';

interface Payload {
  errors: readonly RefusalFields[];
}

interface InputVariables {
  input: { idempotencyKey?: string | null; version?: number } | object;
}

export interface SubmitOptions<Data, P extends Payload> {
  /** The mutation's field in the answer: `(data) => data.createUnion`. */
  payload: (data: Data) => P;
  /** The form whose fields show the refusals. */
  form?: FormInstance;
  /** Called when the server has written. */
  onDone?: (payload: P) => void;
  /** Called when the server refused, with every refusal, also those that fields show. */
  onRefused?: (errors: readonly RefusalFields[]) => void;
  /** The newest row that a CONFLICT answer carries. */
  row?: (payload: P) => ({ version: number } & object) | null | undefined;
  /** What the newest row means for the form, when its fields are not named as the row's. */
  rowToForm?: (row: never) => object;
  /** For the few inputs without `idempotencyKey` (sign-in, passwords, opening a household). */
  keyless?: boolean;
  /** Said when written; `false` says nothing. */
  success?: string | false;
}

/**
 * Runs a mutation of the shape `mutation($input: …Input!)`.
 *
 * Each filled form gets one key made here: sending the same input again after a broken line carries the
 * same key, so that the server writes once. Refusals appear at their fields, the rest in `general`
 * (show it with `SubmitProblems`). After a CONFLICT, `takeNewest` puts the newest row under what was
 * typed and the next `submit` carries its version.
 */
export function useSubmit<Data, Variables extends InputVariables, P extends Payload>(
  document: TypedDocumentNode<Data, Variables>,
  options: SubmitOptions<Data, P>,
) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [{ fetching }, run] = useMutation<Data, Variables>(document);
  const [general, setGeneral] = useState<string[]>([]);
  const [conflict, setConflict] = useState<({ version: number } & object) | null>(null);
  const lastSent = useRef<{ input: string; key: string } | null>(null);
  const newestVersion = useRef<number | null>(null);
  const { form } = options;

  const reset = useCallback(() => {
    lastSent.current = null;
    newestVersion.current = null;
    setGeneral([]);
    setConflict(null);
  }, []);

  async function submit(input: Variables['input']): Promise<P | null> {
    setGeneral([]);
    const versioned =
      newestVersion.current === null ? input : { ...input, version: newestVersion.current };
    const asText = JSON.stringify(versioned);
    const key = lastSent.current?.input === asText ? lastSent.current.key : uuid();
    lastSent.current = { input: asText, key };
    const keyed = options.keyless ? versioned : { ...versioned, idempotencyKey: key };
    const variables = { input: keyed } as unknown as Variables;
    const answer = await run(variables);

    if (answer.error || !answer.data) {
      const detail = answer.error?.graphQLErrors[0]?.message;
      setGeneral([detail ? t('form.server', { message: detail }) : t('form.network')]);
      // A server that answered has not kept the key for a later try; a broken line may have.
      if (detail) lastSent.current = null;
      return null;
    }
    lastSent.current = null;
    const payload = options.payload(answer.data);
    if (payload.errors.length > 0) {
      refuse(payload);
      options.onRefused?.(payload.errors);
      return null;
    }
    reset();
    if (options.success !== false) void message.success(options.success ?? t('form.saved'));
    options.onDone?.(payload);
    return payload;
  }

  function refuse(payload: P): void {
    const newest = payload.errors.some((one) => one.code === 'CONFLICT') ? options.row?.(payload) : null;
    const rest = newest ? payload.errors.filter((one) => one.code !== 'CONFLICT') : payload.errors;
    setConflict(newest ?? null);
    const fields = form?.getFieldsError().map((one) => one.name as FieldName) ?? [];
    const split = assignErrors(rest, fields);
    form?.setFields(split.atFields);
    const first = split.atFields[0];
    if (form && first) form.scrollToField(first.name, { block: 'center', focus: true });
    setGeneral(split.general.map((one) => one.message));
  }

  const takeNewest = useCallback(() => {
    if (!conflict) return;
    newestVersion.current = conflict.version;
    if (form) {
      const row = (options.rowToForm ? options.rowToForm(conflict as never) : conflict) as Record<string, unknown>;
      const untouched = Object.keys(form.getFieldsValue(true) as object).filter(
        (name) => name in row && !form.isFieldTouched(name),
      );
      form.setFieldsValue(Object.fromEntries(untouched.map((name) => [name, row[name]])));
    }
    setConflict(null);
    void message.info(t('form.conflictTaken'));
  }, [conflict, form, message, options, t]);

  return { submit, pending: fetching, general, conflict, takeNewest, reset };
}

/** What `SubmitProblems` needs of a `useSubmit`. */
export type SubmitState = Pick<ReturnType<typeof useSubmit>, 'general' | 'conflict' | 'takeNewest'>;
