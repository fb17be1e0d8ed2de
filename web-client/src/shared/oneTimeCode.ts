/** Address of a page with its one-time code behind `#`, where no server log and no referrer sees it. */
export function codeAddress(path: string, code: string): string {
  return `${window.location.origin}${path}#code=${encodeURIComponent(code)}`;
}

/** The one-time code of the address, if it carries one. */
export function codeFromAddress(hash: string): string | undefined {
  return new URLSearchParams(hash.replace(/^#/, '')).get('code') ?? undefined;
}
