// What a process holds in memory, as Linux tells it; elsewhere nothing is known.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const MIB = 1024;

function kib(pid, field) {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return NaN;
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(file, 'utf8'))[1]);
}

/** MiB that the process holds now. */
export const held = (pid) => kib(pid, 'VmRSS') / MIB;

/** MiB that it held at most since `forget`. */
export const most = (pid) => kib(pid, 'VmHWM') / MIB;

/** Begins to look for the most anew. */
export function forget(pid) {
  const file = `/proc/${pid}/clear_refs`;
  if (existsSync(file)) writeFileSync(file, '5');
}
