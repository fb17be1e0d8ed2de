import type { TreeUnionFragment } from '@/gql/graphql';

export interface ChildPage {
  nodes: readonly TreeUnionFragment[];
  /** Cursor of the next page; null when this was the last. */
  end: string | null;
}

interface Children {
  ids: string[];
  end: string | null;
}

export interface ForestSnapshot {
  unions: ReadonlyMap<string, TreeUnionFragment>;
  children: ReadonlyMap<string, Children>;
}

/** The part of the union tree that has been opened so far, read page by page as it is needed. */
export class UnionForest {
  private snapshot: ForestSnapshot;
  private readonly listeners = new Set<() => void>();
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    root: TreeUnionFragment,
    private readonly fetchPage: (id: string, after: string | null) => Promise<ChildPage>,
  ) {
    this.snapshot = { unions: new Map([[root.id, root]]), children: new Map() };
  }

  readonly get = (): ForestSnapshot => this.snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Reads the first page of children once; later calls find it there. */
  async open(id: string): Promise<void> {
    if (!this.snapshot.children.has(id)) await this.readNext(id);
  }

  /** Reads the next page of children, if there is one. */
  readNext(id: string): Promise<void> {
    const before = this.snapshot.children.get(id);
    if (before && !before.end) return Promise.resolve();
    const running = this.running.get(id);
    if (running) return running;
    const reading = this.fetchPage(id, before?.end ?? null)
      .then((page) => this.add(id, before, page))
      .finally(() => this.running.delete(id));
    this.running.set(id, reading);
    return reading;
  }

  /**
   * Opens the way down to a union: `path` is root, …, union. Where a level has many unions its pages are
   * read until the next one of the path is found. Answers how far it came.
   */
  async reveal(path: readonly string[]): Promise<string[]> {
    const reached = path.slice(0, 1);
    for (let index = 1; index < path.length; index += 1) {
      const [parent, wanted] = [path[index - 1], path[index]];
      if (!parent || !wanted) break;
      // oxlint-disable-next-line no-await-in-loop -- each level is known only after the one above
      await this.open(parent);
      const found = () => this.snapshot.children.get(parent)?.ids.includes(wanted) ?? false;
      while (!found() && this.snapshot.children.get(parent)?.end) {
        // oxlint-disable-next-line no-await-in-loop -- a cursor comes with the page before
        await this.readNext(parent);
      }
      if (!found()) break;
      reached.push(wanted);
    }
    return reached;
  }

  private add(id: string, before: Children | undefined, page: ChildPage): void {
    const unions = new Map(this.snapshot.unions);
    for (const union of page.nodes) unions.set(union.id, union);
    const children = new Map(this.snapshot.children);
    children.set(id, { ids: [...(before?.ids ?? []), ...page.nodes.map((one) => one.id)], end: page.end });
    this.snapshot = { unions, children };
    for (const listener of this.listeners) listener();
  }
}
