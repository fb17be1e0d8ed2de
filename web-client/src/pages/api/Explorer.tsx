import { GraphiQL } from 'graphiql';
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { useMemo } from 'react';
import { useConnection } from '@/app/session/SessionContext';
import { explorerFetcher } from './fetcher';

/** Queries and answers may name people, and union offices share computers: nothing is written to the browser. */
class ForgetfulStorage {
  private readonly kept = new Map<string, string>();
  get length(): number {
    return this.kept.size;
  }
  getItem = (key: string): string | null => this.kept.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.kept.set(key, value);
  removeItem = (key: string): void => void this.kept.delete(key);
  clear = (): void => this.kept.clear();
}

const firstQuery = `# Ctrl + Enter
query Viewer {
  viewer {
    person { name }
    union { id name }
    roles
  }
}
`;

/** GraphiQL as the signed-in person: reads the schema by introspection, writes and runs operations. */
export default function Explorer() {
  const connection = useConnection();
  const fetcher = useMemo(() => explorerFetcher(connection), [connection]);
  const storage = useMemo(() => new ForgetfulStorage(), []);
  return (
    <GraphiQL
      className="lianxin-explorer"
      fetcher={fetcher}
      storage={storage}
      plugins={[]}
      defaultQuery={firstQuery}
      forcedTheme="light"
      isHeadersEditorEnabled={false}
      showPersistHeadersSettings={false}
    />
  );
}
