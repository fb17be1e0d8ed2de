// Reading and preparing the demo city's database, as its owner.
import { spawnSync } from 'node:child_process';

export class Database {
  /** `url` is the address of a role, as `lianxin database-url` prints it. */
  constructor(psql, url, schema) {
    this.psql = psql;
    this.url = url;
    // Without it even the owner sees no row.
    this.env = { ...process.env, PGOPTIONS: `-c lianxin.maintenance=on -c search_path=${schema},public` };
  }

  /** Runs statements; answers what the last one printed. */
  run(sql, url = this.url, env = this.env) {
    const done = spawnSync(this.psql, ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-f', '-', url], {
      env,
      input: sql,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    if (done.status !== 0) throw new Error(`${done.stderr}\n${sql.slice(0, 2000)}`);
    return done.stdout.trim();
  }

  /** The rows of a query as objects. */
  rows(query) {
    return JSON.parse(this.run(`SELECT coalesce(json_agg(r), '[]') FROM (${query}) r`));
  }
}
