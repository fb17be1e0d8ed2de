// What bounds signing in: checking a password is slow on purpose, so that a stolen hash is hard to guess.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { binary } from '../browser/server.mjs';

// Built together with the server.
const program = path.join(path.dirname(binary), 'password-hashes');

/** Passwords that this machine checks a second, without a server. */
export function hashes({ clients, seconds }) {
  const done = spawnSync(program, [String(clients), String(seconds)], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`password-hashes: ${done.error ?? done.stderr}`);
  return Number(done.stdout);
}
