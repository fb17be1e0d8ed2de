/** Between two refreshes of a page, in milliseconds: a busy city changes more often than anybody reads. */
export const apart = 3000;

/** Clients that hear of the same change do not all ask at once. */
const spread = 1000;

/**
 * Decides when a page that heard of changes is read anew: not too often, not while nobody looks, and not
 * while somebody fills in a form about what it shows. A form sends the version it was opened with; with
 * a newer one under it, what somebody else changed meanwhile would be overwritten unseen.
 */
export class RefreshGate {
  private due = false;
  private holds = 0;
  private last = Number.NEGATIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly refresh: () => void) {}

  /** Something changed. */
  readonly changed = (): void => {
    this.due = true;
    this.plan();
  };

  /** The page became visible, or may have. */
  readonly looked = (): void => this.plan();

  /** Holds refreshes back until the returned function is called. */
  readonly hold = (): (() => void) => {
    this.holds += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.holds -= 1;
      this.plan();
    };
  };

  readonly stop = (): void => {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.due = false;
  };

  private plan(): void {
    if (!this.due || this.timer !== null || !this.open()) return;
    const wait = Math.max(0, this.last + apart - Date.now()) + Math.random() * spread;
    this.timer = setTimeout(() => {
      this.timer = null;
      if (!this.due || !this.open()) return;
      this.due = false;
      this.last = Date.now();
      this.refresh();
    }, wait);
  }

  private open(): boolean {
    return this.holds === 0 && document.visibilityState === 'visible';
  }
}
