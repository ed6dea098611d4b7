/** Runs every bench beside this file, each in a process of its own. `npm run bench [-- NAME...]` for some of them. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';

const wanted = process.argv.slice(2);
const benches = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('-bench.ts'))
  .filter((name) => wanted.length === 0 || wanted.includes(name.replace('-bench.ts', '')))
  .sort();
for (const bench of benches) {
  process.stdout.write(`\n== ${bench.replace('-bench.ts', '')}\n`);
  const { status } = spawnSync(process.execPath, [resolve(import.meta.dirname, bench)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
