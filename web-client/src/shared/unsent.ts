/** The forms on this page with something typed that is not sent. */
const forms = new Set<object>();
const listeners = new Set<() => void>();

export function setUnsent(form: object, unsent: boolean): void {
  if (unsent) forms.add(form);
  else forms.delete(form);
  for (const listener of listeners) listener();
}

export function anythingUnsent(): boolean {
  return forms.size > 0;
}

export function subscribeUnsent(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
