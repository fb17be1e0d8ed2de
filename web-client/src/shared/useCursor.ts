import { useCallback } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { cursorParameter } from './useUrlFilters';

/** The pages turned before this one, kept with the browser's history entry. */
interface Trail {
  trail?: (string | null)[];
}

/** The place in a list that is read page by page; it is part of the address. */
export function useCursor() {
  const [search, setSearch] = useSearchParams();
  const location = useLocation();
  const after = search.get(cursorParameter);
  const trail = (location.state as Trail | null)?.trail ?? [];

  const go = useCallback(
    (cursor: string | null, nextTrail: (string | null)[]) => {
      setSearch(
        (current) => {
          const next = new URLSearchParams(current);
          if (cursor) next.set(cursorParameter, cursor);
          else next.delete(cursorParameter);
          return next;
        },
        { state: { trail: nextTrail } satisfies Trail },
      );
    },
    [setSearch],
  );

  return {
    after,
    next: (endCursor: string) => go(endCursor, [...trail, after]),
    /** Without a trail (an address from a colleague) the page before is not known: the first one then. */
    previous: () => go(trail.at(-1) ?? null, trail.slice(0, -1)),
    first: () => go(null, []),
  };
}
