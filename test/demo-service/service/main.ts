import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findVersion } from '../versions.ts';
import { createRecall } from './recall.ts';
import { createRecallServer } from './server.ts';
import { openStore } from './store.ts';

/** The service as a process of its own: `node --expose-gc main.ts --version 1.0.0 [--port N]`, on loopback only. */
const { values } = parseArgs({
  options: { version: { type: 'string' }, port: { type: 'string', default: '0' } },
});
const { switches } = findVersion(values.version ?? '');
const folder = mkdtempSync(join(tmpdir(), 'perfolio-demo-'));
const store = openStore(join(folder, 'recall.db'), { messageIndex: switches.messageIndex, journal: 'WAL' });
const server = createRecallServer(createRecall(store, switches), switches.connectionLimit);

server.listen(Number(values.port), '127.0.0.1', () => {
  process.stdout.write(`listening on ${(server.address() as AddressInfo).port}\n`);
});

const stop = (): void => {
  server.closeAllConnections();
  server.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// The load runner holds the other end of stdin: when it dies, so does the service.
process.stdin.on('end', stop).resume();
