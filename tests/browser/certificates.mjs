// An authority of a test, and certificates of it for localhost.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { generate } from 'selfsigned';

/** Writes `ca.pem`, and `server.pem` with `server.key` for localhost, into a directory. */
export async function certify(directory) {
  const constraints = (cA) => ({ name: 'basicConstraints', cA, critical: true });
  const ca = await generate([{ name: 'commonName', value: 'test authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [constraints(true), { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true }],
  });
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: ca.private, cert: ca.cert },
    extensions: [constraints(false), { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  writeFileSync(path.join(directory, 'ca.pem'), ca.cert);
  writeFileSync(path.join(directory, 'server.pem'), server.cert);
  writeFileSync(path.join(directory, 'server.key'), server.private);
}
