/** What the operator may set without building again: `/config.json` beside `index.html`. */
export interface RuntimeConfig {
  /** Address of the GraphQL endpoint, of the same origin or another. */
  apiUrl: string;
  /** Names of the cities that the server serves; the sign-in form asks for one when there are several. */
  cities: string[];
}

const fallback: RuntimeConfig = { apiUrl: import.meta.env.VITE_API_URL ?? '/graphql', cities: [] };

/** Reads `/config.json`; without it the values of the build hold. */
export async function loadConfig(): Promise<RuntimeConfig> {
  try {
    const response = await fetch('/config.json', { cache: 'no-cache' });
    if (!response.ok) return fallback;
    const given = (await response.json()) as Partial<RuntimeConfig>;
    return { ...fallback, ...given };
  } catch {
    return fallback;
  }
}
