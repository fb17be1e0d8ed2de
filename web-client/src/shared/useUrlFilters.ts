import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

/** The address parameter that holds the cursor of the page shown. */
export const cursorParameter = 'after';

export type UrlFilters<K extends string> = Partial<Record<K, string>>;

/**
 * The filters of a list, kept in the address so that they survive a reload and can be sent to a
 * colleague. An empty value removes the parameter; every change starts again at the first page.
 */
export function useUrlFilters<const K extends string>(keys: readonly K[]) {
  const [search, setSearch] = useSearchParams();
  const signature = keys.map((key) => `${key}=${search.get(key) ?? ''}`).join('&');
  const filters = useMemo(() => {
    const found: UrlFilters<K> = {};
    for (const key of keys) {
      const value = search.get(key);
      if (value) found[key] = value;
    }
    return found;
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the signature stands for keys and search
  }, [signature]);

  const setFilters = useCallback(
    (changes: { [P in K]?: string | null | undefined }) => {
      setSearch(
        (current) => {
          const next = new URLSearchParams(current);
          for (const [key, value] of Object.entries<string | null | undefined>(changes)) {
            if (value) next.set(key, value);
            else next.delete(key);
          }
          next.delete(cursorParameter);
          return next;
        },
        { replace: true },
      );
    },
    [setSearch],
  );

  const clear = useCallback(() => {
    setFilters(Object.fromEntries(keys.map((key) => [key, null])) as { [P in K]?: null });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- keys are constant in each list
  }, [setFilters]);

  return { filters, setFilters, clear, active: Object.keys(filters).length > 0 };
}
