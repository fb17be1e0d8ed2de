// A real server of its own for a test file: the built binary, its own data directory, a small demo city.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '../..');
// The server takes every variable of this prefix for a setting of its own.
const { LIANXIN_BINARY, ...inherited } = process.env;
export const binary = path.resolve(root, LIANXIN_BINARY ?? 'target/debug/lianxin');

export const PASSWORD = 'lianxin-demo-2014';

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

export class Server {
  /**
   * `data` is a directory that stays, with its city; without it everything is new and temporary. `conf` are settings
   * of PostgreSQL, `log` the file descriptor of a log that is kept elsewhere than in memory, `site` makes the
   * directory of the web client where it is not the built one.
   */
  static async start({ households = 400, env = {}, data, conf, log, site } = {}) {
    const server = new Server();
    server.output = log ?? 'pipe';
    server.isTemporary = !data;
    server.dataDir = data ?? mkdtempSync(path.join(tmpdir(), 'lianxin-'));
    // The managed PostgreSQL runs as another user where the caller is root.
    if (server.isTemporary) chmodSync(server.dataDir, 0o755);
    const port = await freePort();
    server.url = `http://127.0.0.1:${port}`;
    server.env = {
      ...inherited,
      LIANXIN_DATA_DIR: path.join(server.dataDir, 'data'),
      LIANXIN_LISTEN: `127.0.0.1:${port}`,
      ...(site ? { LIANXIN_STATIC_DIR: site(server.dataDir) } : {}),
      ...env,
    };
    if (households > 0) {
      const loaded = server.command('demo', '--if-empty', '--households', String(households));
      if (loaded.status !== 0) throw new Error(`demo: ${loaded.stdout}${loaded.stderr}`);
    }
    if (conf) writeFileSync(path.join(server.dataDir, 'data/postgres/cluster/local.conf'), conf);
    await server.serve();
    return server;
  }

  /** Another server over the database of the first, with the same keys. */
  static async beside(first, env) {
    const server = new Server();
    server.dataDir = mkdtempSync(path.join(tmpdir(), 'lianxin-'));
    const data = path.join(server.dataDir, 'data');
    mkdirSync(data);
    for (const shared of ['keys', 'database-passwords.toml']) {
      cpSync(path.join(first.env.LIANXIN_DATA_DIR, shared), path.join(data, shared), { recursive: true });
    }
    const port = await freePort();
    server.url = `http://127.0.0.1:${port}`;
    server.env = { ...first.env, LIANXIN_DATA_DIR: data, LIANXIN_LISTEN: `127.0.0.1:${port}`, ...env };
    await server.serve();
    return server;
  }

  /** Runs a command of the binary to its end; options of the process may stand last. */
  command(...args) {
    const options = typeof args.at(-1) === 'object' ? args.pop() : {};
    return spawnSync(binary, args, { cwd: root, env: this.env, encoding: 'utf8', ...options });
  }

  /** Starts serving and waits until it is ready. */
  async serve() {
    this.log = '';
    this.child = spawn(binary, ['serve'], { cwd: root, env: this.env, stdio: ['ignore', this.output, this.output] });
    this.ended = new Promise((resolve) => this.child.once('exit', (code, signal) => resolve({ code, signal })));
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('data', (data) => (this.log += data));
    let over;
    void this.ended.then((end) => (over = end));
    for (let attempt = 0; attempt < 600; attempt += 1) {
      if (over) throw new Error(`the server ended (${JSON.stringify(over)}):\n${this.log}`);
      const ready = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (ready?.ok) return;
      await wait(100);
    }
    throw new Error(`the server is not ready:\n${this.log}`);
  }

  /** Kills the server as a power cut would. */
  async kill() {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Ends the server as an operator would, and removes its data. */
  async stop() {
    this.child.kill('SIGTERM');
    const end = await this.ended;
    if (this.isTemporary) rmSync(this.dataDir, { recursive: true, force: true });
    return end;
  }

  /** Sends a GraphQL request; answers the status and the parsed body. */
  async send(query, variables = {}, { token, headers = {} } = {}) {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  /** Sends a request that must have no errors; answers its data. */
  async ask(query, variables, options) {
    const { body } = await this.send(query, variables, options);
    if (body.errors) throw new Error(JSON.stringify(body.errors));
    return body.data;
  }

  /** Signs in and answers the access token. */
  async signIn(login, password = PASSWORD) {
    const data = await this.ask(
      'mutation($input: SignInInput!) { signIn(input: $input) { accessToken errors { code message } } }',
      { input: { login, password } },
    );
    if (!data.signIn.accessToken) throw new Error(JSON.stringify(data.signIn.errors));
    return data.signIn.accessToken;
  }
}
