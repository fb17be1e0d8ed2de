// The programs that the benchmark drives, and what to install where one is missing.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const INSTALL = {
  wrk: 'the load generator: `apt install wrk` (Debian, Ubuntu), `dnf install wrk` (Fedora), `brew install wrk` (macOS)',
  pgbench: 'PostgreSQL\'s own benchmark: `apt install postgresql`, `dnf install postgresql-contrib`, `brew install postgresql`',
  psql: 'PostgreSQL\'s client: `apt install postgresql-client`, `dnf install postgresql`, `brew install postgresql`',
};

/** Debian keeps pgbench out of the PATH, in the directory of each version. */
function directories() {
  const found = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return [
    ...(process.env.PATH ?? '').split(path.delimiter),
    ...(found.status === 0 ? [found.stdout.trim()] : []),
    ...versions.map((version) => path.join(debian, version, 'bin')),
  ];
}

function find(name) {
  for (const directory of directories()) {
    const file = path.join(directory, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not here.
    }
  }
  return undefined;
}

/** The paths of all programs; ends the process with what to install where one is missing. */
export function tools() {
  const found = Object.fromEntries(Object.keys(INSTALL).map((name) => [name, find(name)]));
  const missing = Object.keys(INSTALL).filter((name) => !found[name]);
  if (missing.length > 0) {
    console.error(`make bench needs what is not installed here:\n${missing.map((name) => `  ${name}: ${INSTALL[name]}`).join('\n')}`);
    process.exit(1);
  }
  return found;
}

// Asked by the Makefile before the long build.
if (process.argv[1] === import.meta.filename) tools();
