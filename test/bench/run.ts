/** Runs every bench beside this file, each in a process of its own. `npm run bench [-- NAME...]` for some of them. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';

const wanted = process.argv.slice(2);
const all = readdirSync(import.meta.dirname).filter((name) => name.endsWith('-bench.ts'));
const known = all.map((name) => name.replace('-bench.ts', ''));
const strange = wanted.find((name) => !known.includes(name));
if (strange !== undefined) {
  process.stderr.write(`npm run bench [-- NAME...]; NAME is one of ${known.join(', ')}.\n`);
  process.exit(strange === '--help' ? 0 : 2);
}
const benches = all
  .filter((name) => wanted.length === 0 || wanted.includes(name.replace('-bench.ts', '')))
  .sort();
for (const bench of benches) {
  process.stdout.write(`\n== ${bench.replace('-bench.ts', '')}\n`);
  const { status } = spawnSync(process.execPath, [resolve(import.meta.dirname, bench)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
