import { remember } from '@/app/device/remember';
import type { PartnerViewerFieldsFragment, SessionFieldsFragment, ViewerFieldsFragment } from '@/gql/graphql';

export type SessionState =
  | { status: 'starting' }
  | { status: 'signed-out' }
  /** The server has not answered since the page was opened; `viewer` is who was signed in here, if that is kept. */
  | { status: 'offline'; viewer: ViewerFieldsFragment | null }
  | ({ status: 'signed-in'; token: string; expiresAt: number } & SignedIn);

/** Whom a session is for: somebody of a union, or of a legal-aid partner (合作机构). */
export type SignedIn =
  | { viewer: ViewerFieldsFragment; partnerViewer: null }
  | { viewer: null; partnerViewer: PartnerViewerFieldsFragment };

function signedIn({ viewer, partnerViewer }: SessionFieldsFragment): SignedIn | null {
  if (viewer) return { viewer, partnerViewer: null };
  return partnerViewer ? { viewer: null, partnerViewer } : null;
}

/** What the session asks of the server, by its cookie alone. */
export interface SessionServer {
  /** A new token; null when the session has ended. Throws when there is no answer. */
  refresh: () => Promise<SessionFieldsFragment | null>;
  /** True when the server has ended the session or knows of none. */
  signOut: () => Promise<boolean>;
}

/** How long a person waits for the server before the page goes on without it, in milliseconds. */
export const patience = 8000;

/** Set while the server does not know yet that the person has signed out here. */
const signOutDue = 'lianxin.signOutDue';

type TabMessage = { kind: 'session'; state: SessionState };

/**
 * The session of this browser. The access token lives in memory only; tabs tell each other of a new
 * one, so that one refresh serves all of them and signing out in one signs out in all.
 */
export class SessionStore {
  private state: SessionState = { status: 'starting' };
  private readonly listeners = new Set<() => void>();
  private readonly channel =
    typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('lianxin-session');
  private refreshing: Promise<boolean> | null = null;
  private readonly guards = new Set<() => Promise<boolean>>();

  constructor(private readonly server: SessionServer) {
    this.channel?.addEventListener('message', (event: MessageEvent<TabMessage>) => {
      if (event.data.kind === 'session') this.set(event.data.state, false);
    });
  }

  readonly get = (): SessionState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Takes up the session of this browser; without an answer it is offline, as whom `findKept` says. */
  async start(findKept: () => Promise<{ viewer: ViewerFieldsFragment } | null>): Promise<void> {
    if (remember.get(signOutDue)) {
      await this.tellOfSignOut();
      this.set({ status: 'signed-out' }, false);
      return;
    }
    const noAnswer = new Promise<never>((_, reject) => setTimeout(reject, patience, new Error('no answer')));
    try {
      await Promise.race([this.refresh(), noAnswer]);
    } catch {
      const kept = await findKept();
      if (this.state.status === 'starting') this.set({ status: 'offline', viewer: kept?.viewer ?? null }, false);
    }
  }

  token(): string | null {
    return this.state.status === 'signed-in' ? this.state.token : null;
  }

  /** True when the token ends within half a minute: a request sent now may arrive too late. */
  stale(): boolean {
    return this.state.status !== 'signed-in' || this.state.expiresAt - Date.now() < 30_000;
  }

  /** Takes the answer of a sign-in; false when the server refused. */
  accept(payload: SessionFieldsFragment | null | undefined): boolean {
    const who = payload && signedIn(payload);
    if (!payload?.accessToken || !who) return false;
    // The new session's cookie stands where the old one's was.
    remember.forget(signOutDue);
    const expiresAt = payload.expiresAt ? Date.parse(payload.expiresAt) : Date.now() + 5 * 60_000;
    this.set({ status: 'signed-in', token: payload.accessToken, expiresAt, ...who }, true);
    return true;
  }

  /** Has `guard` asked before the person signs out here; false keeps them signed in. */
  readonly guardEnd = (guard: () => Promise<boolean>): (() => void) => {
    this.guards.add(guard);
    return () => this.guards.delete(guard);
  };

  /** True when nothing on this device holds the person back from signing out. */
  async mayEnd(): Promise<boolean> {
    for (const guard of this.guards) {
      if (!(await guard())) return false;
    }
    return true;
  }

  /** Signs out on this device, and at the server as soon as it can be reached. */
  async signOut(): Promise<void> {
    if (!(await this.mayEnd())) return;
    remember.set(signOutDue, '1');
    await this.tellOfSignOut();
    this.end();
  }

  private async tellOfSignOut(): Promise<void> {
    if (await this.server.signOut()) remember.forget(signOutDue);
  }

  end(): void {
    this.set({ status: 'signed-out' }, true);
  }

  /** Asks for a new token once, however many requests and tabs wait for it. */
  refresh(): Promise<boolean> {
    this.refreshing ??= this.refreshInTurn().finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  private async refreshInTurn(): Promise<boolean> {
    const before = this.token();
    const once = async () => {
      // Another tab may have refreshed while this one stood in the queue.
      if (this.token() !== before && !this.stale()) return true;
      const payload = await this.server.refresh();
      if (this.accept(payload)) return true;
      this.end();
      return false;
    };
    return 'locks' in navigator ? navigator.locks.request('lianxin-refresh', once) : once();
  }

  private set(state: SessionState, tell: boolean): void {
    this.state = state;
    if (tell && state.status !== 'starting') {
      this.channel?.postMessage({ kind: 'session', state } satisfies TabMessage);
    }
    for (const listener of this.listeners) listener();
  }
}
