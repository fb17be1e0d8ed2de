import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/app/session/SessionContext';
import type { UrlFilters, useUrlFilters } from './useUrlFilters';

type ScopeFilters = UrlFilters<'union' | 'subtree'>;

/**
 * Which unions a list is about: the chosen one or the own one, and whether also those below. Whoever manages
 * unions for others (代管) does their work too and so sees them unless told otherwise.
 */
export function useUnionScope(filters: ScopeFilters): { unionId: string; subtree: boolean } {
  const { viewer } = useSession();
  const manages = !filters.union && viewer.managedUnions.some((one) => one.id !== viewer.union.id);
  return {
    unionId: filters.union ?? viewer.union.id,
    subtree: filters.subtree === undefined ? manages : filters.subtree !== '0',
  };
}

/** Takes the unions below into a list or leaves them out. */
export function SubtreeBox(props: {
  filters: ScopeFilters;
  setFilters: ReturnType<typeof useUrlFilters<'union' | 'subtree'>>['setFilters'];
}) {
  const { t } = useTranslation();
  const { viewer } = useSession();
  const { subtree } = useUnionScope(props.filters);
  if (viewer.union.childCount === 0) return null;
  return (
    <Checkbox checked={subtree} onChange={(event) => props.setFilters({ subtree: event.target.checked ? '1' : '0' })}>
      {t('list.subtree')}
    </Checkbox>
  );
}
