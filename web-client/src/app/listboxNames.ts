/**
 * Gives the list that a field opens the field's name, so that a screen reader says what is chosen from.
 * Ant Design's lists have none and take none (WAI-ARIA 1.2: a listbox must be named).
 */
export function nameListboxes(root: HTMLElement): () => void {
  const observer = new MutationObserver(() => {
    const lists = root.querySelectorAll('[role="listbox"]');
    if (lists.length === 0) return;
    const fields = [...root.querySelectorAll<HTMLInputElement>('input[aria-controls]')];
    for (const list of lists) {
      const field = fields.find((one) => one.getAttribute('aria-controls') === list.id);
      const name = field?.labels?.[0]?.textContent || field?.getAttribute('aria-label');
      if (name && list.getAttribute('aria-label') !== name) list.setAttribute('aria-label', name);
    }
  });
  observer.observe(root, { childList: true, subtree: true, attributeFilter: ['aria-controls'] });
  return () => observer.disconnect();
}
