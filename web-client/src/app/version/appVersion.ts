import { Workbox } from 'workbox-window';

/** How often a page that stays open looks for a newer version of the client, in milliseconds. */
const lookEvery = 60 * 60_000;

/**
 * The version of the client that this browser runs. A service worker keeps it whole on the device, so that
 * it opens without a connection; a newer one waits until the person takes it.
 */
export class AppVersion {
  private worker: Workbox | null = null;
  private waits = false;
  private readonly listeners = new Set<() => void>();

  readonly newer = (): boolean => this.waits;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Keeps the client on the device, where browser and connection allow it (HTTPS, or this machine). */
  start(): void {
    if (!('serviceWorker' in navigator)) return;
    const worker = new Workbox('/sw.js');
    worker.addEventListener('waiting', () => {
      this.waits = true;
      for (const listener of this.listeners) listener();
    });
    this.worker = worker;
    const look = () => void worker.update().catch(() => undefined);
    void worker
      .register()
      .then(() => {
        setInterval(look, lookEvery);
        document.addEventListener('visibilitychange', () => {
          if (document.visibilityState === 'visible') look();
        });
      })
      // Without it the client works as long as there is a connection.
      .catch(() => undefined);
  }

  /** Opens the page anew, in the newest version there is. Other tabs stay as they are until they do the same. */
  async reload(): Promise<void> {
    const registration = await navigator.serviceWorker?.getRegistration();
    if (!registration?.waiting || !this.worker) {
      window.location.reload();
      return;
    }
    navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload());
    this.worker.messageSkipWaiting();
  }
}

export const appVersion = new AppVersion();
