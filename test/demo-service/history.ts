import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { planOf, type PlannedRun } from '../truth/plan.ts';

/**
 * Measures every run of the plan in docs/demo.md, in its order, that is not there yet: `node history.ts`. A run that
 * fails is said and ends the work; starting again goes on with it. No run that was measured is ever thrown away.
 */
const root = new URL('../..', import.meta.url);
const load = fileURLToPath(new URL('load.ts', import.meta.url));

async function measure(run: PlannedRun): Promise<void> {
  const out = fileURLToPath(new URL(`data/${run.run}`, root));
  if (existsSync(out)) return;
  const argv = [load, run.version, '--out', out, '--tester', 'demo load runner'];
  if (run.warmupSeconds !== undefined) argv.push('--warmup', String(run.warmupSeconds));
  if (run.toolsOnly === true) argv.push('--tools-only');
  const pinned = run.environment === 'one core' ? ['taskset', '-c', '0'] : [];
  const [command, ...rest] = [...pinned, process.execPath, ...argv] as [string, ...string[]];
  const code = await new Promise<number | null>((resolve, reject) => {
    spawn(command, rest, { stdio: 'inherit' }).on('error', reject).on('close', resolve);
  });
  if (code !== 0) throw new Error(`${run.run} ended with ${code ?? 'a signal'}`);
}

const { runs } = planOf(readFileSync(new URL('docs/demo.md', root), 'utf8'));
for (const run of runs) await measure(run);
