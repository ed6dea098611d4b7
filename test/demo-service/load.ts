import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureRun } from './runner/measure-run.ts';
import { findVersion, versions } from './versions.ts';

const usage = `npm run demo:load -- VERSION [options]
  Measures one version of the demo service on this machine, in about a minute, and writes a run.
  --out DIR         where the run goes (default data/v<version>-<time>)
  --warmup SECONDS  measure from cold and record a warm-up of that length instead of warming up unrecorded
  --tools-only      only autocannon and artillery, as a quick check would
  --tester NAME     who tested (default "demo load runner")
  versions: ${versions.map((version) => version.id).join(', ')}
`;

/** Until it is true, what goes wrong is the command line. */
let isRunning = false;

/** Reads the command line and measures. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      warmup: { type: 'string', default: '0' },
      'tools-only': { type: 'boolean', default: false },
      tester: { type: 'string', default: 'demo load runner' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const version = findVersion(positionals[0] ?? '');
  const warmupSeconds = Number(values.warmup);
  if (!(warmupSeconds >= 0 && warmupSeconds <= 30)) throw new Error('--warmup takes 0 to 30 seconds');
  const data = fileURLToPath(new URL('../../data', import.meta.url));
  const time = new Date().toISOString().slice(0, 19).replace(/\D/g, '');
  const folder =
    values.out === undefined
      ? join(data, `v${version.id.replaceAll('.', '-')}-${time}`)
      : resolve(process.env.INIT_CWD ?? process.cwd(), values.out);
  if (existsSync(folder)) throw new Error(`${folder} is there already; a run is never overwritten`);
  isRunning = true;
  await measureRun({
    version,
    folder,
    warmupSeconds,
    toolsOnly: values['tools-only'],
    tester: values.tester,
    say: (text) => void process.stderr.write(`${text}\n`),
  });
}

try {
  await main();
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n${isRunning ? '' : `\n${usage}`}`,
  );
  process.exitCode = isRunning ? 1 : 2;
}
