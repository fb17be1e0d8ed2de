/** Address of the sign-in page that leads back to `from` afterwards. */
export function signInPath(from: { pathname: string; search: string }): string {
  const to = from.pathname + from.search;
  return to === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(to)}`;
}

/** Where to go after signing in; only an address of this site, so that a link cannot send people away. */
export function returnPath(search: URLSearchParams): string {
  const to = search.get('to') ?? '/';
  return /^\/(?![/\\])/.test(to) ? to : '/';
}
