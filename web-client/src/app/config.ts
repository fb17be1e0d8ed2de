import { remember } from '@/app/device/remember';

/** What the operator may set without building again: `/config.json` beside `index.html`. */
export interface RuntimeConfig {
  /** Address of the GraphQL endpoint, of the same origin or another. */
  apiUrl: string;
  /** Names of the cities that the server serves; the sign-in form asks for one when there are several. */
  cities: string[];
}

const fallback: RuntimeConfig = { apiUrl: import.meta.env.VITE_API_URL ?? '/graphql', cities: [] };

const storageKey = 'lianxin.config';

/** How long the page waits for its configuration, in milliseconds. */
const patience = 3000;

/** Reads `/config.json`; without a connection the last one holds, without the file the values of the build. */
export async function loadConfig(): Promise<RuntimeConfig> {
  try {
    const response = await fetch('/config.json', { cache: 'no-cache', signal: AbortSignal.timeout(patience) });
    if (!response.ok) return fallback;
    const given = (await response.json()) as Partial<RuntimeConfig>;
    remember.set(storageKey, JSON.stringify(given));
    return { ...fallback, ...given };
  } catch {
    return { ...fallback, ...(JSON.parse(remember.get(storageKey) ?? '{}') as Partial<RuntimeConfig>) };
  }
}
