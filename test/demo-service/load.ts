import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureRun } from './runner/measure-run.ts';
import { pairRuns } from './runner/pair-runs.ts';
import { findVersion, versions, type Version } from './versions.ts';

const usage = `npm run demo:load -- VERSION [options]
npm run demo:load -- --pair BASE HEAD [options]
  Measures one version of the demo service on this machine, in about a minute, and writes a run.
  --out DIR         where the run goes (default data/v<version>-<time>); with --pair, the folder of all runs
                    (default data)
  --pair            measure two versions in turns: base, head, head, base, and so on
  --pairs COUNT     how many pairs (default 4, the fewest that can confirm a change), about two minutes each
  --warmup SECONDS  measure from cold and record a warm-up of that length instead of warming up unrecorded
  --tools-only      only autocannon and artillery, as a quick check would
  --tester NAME     who tested (default "demo load runner")
  versions: ${versions.map((version) => version.id).join(', ')}
`;

/** Until it is true, what goes wrong is the command line. */
let isRunning = false;

/** A run to be made: where, of what, and the head run that it is evidence for. */
interface Planned {
  readonly folder: string;
  readonly version: Version;
  readonly pair?: string;
}

interface Flags {
  readonly out?: string | undefined;
  readonly pair: boolean;
  readonly pairs: string;
}

const data = fileURLToPath(new URL('../../data', import.meta.url));
const atHome = (folder: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), folder);

function planned(ids: readonly string[], { out, pair, pairs }: Flags, time: string): Planned[] {
  const [first, second] = ids.map(findVersion);
  if (ids.length !== (pair ? 2 : 1) || first === undefined)
    throw new Error(pair ? '--pair takes two versions: BASE HEAD' : 'Name one version.');
  if (!pair || second === undefined) {
    const folder = out === undefined ? join(data, `v${nameOf(first)}-${time}`) : atHome(out);
    return [{ folder, version: first }];
  }
  const count = Number(pairs);
  if (!Number.isInteger(count) || count < 1 || count > 50) throw new Error('--pairs takes 1 to 50');
  const folder = out === undefined ? data : atHome(out);
  const names = { base: `v${nameOf(first)}-pairs-${time}`, head: `v${nameOf(second)}-pairs-${time}` };
  return pairRuns(names, count).map(({ side, name, pair: of }) => ({
    folder: join(folder, name),
    version: side === 'base' ? first : second,
    ...(of !== undefined && { pair: of }),
  }));
}

const nameOf = ({ id }: Version): string => id.replaceAll('.', '-');

/** Reads the command line and measures. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      pair: { type: 'boolean', default: false },
      pairs: { type: 'string', default: '4' },
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
  const warmupSeconds = Number(values.warmup);
  if (!(warmupSeconds >= 0 && warmupSeconds <= 30)) throw new Error('--warmup takes 0 to 30 seconds');
  const runs = planned(positionals, values, new Date().toISOString().slice(0, 19).replace(/\D/g, ''));
  const there = runs.find(({ folder }) => existsSync(folder));
  if (there) throw new Error(`${there.folder} is there already; a run is never overwritten`);
  isRunning = true;
  const { 'tools-only': toolsOnly, tester } = values;
  for (const run of runs)
    await measureRun({
      ...run,
      warmupSeconds,
      toolsOnly,
      tester,
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
