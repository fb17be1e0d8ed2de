import { useSyncExternalStore } from 'react';

const wish = () => window.matchMedia('(prefers-reduced-motion: reduce)');

function subscribe(changed: () => void) {
  const media = wish();
  media.addEventListener('change', changed);
  return () => media.removeEventListener('change', changed);
}

/** Whether the person asked their system for less motion (WCAG 2.2, 2.3.3). */
export function useReducedMotion(): boolean {
  return useSyncExternalStore(subscribe, () => wish().matches);
}
