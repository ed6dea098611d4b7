import type { RunMeasures } from '../../model/run-measures.ts';
import { measureRun } from '../../report/measure/measure-run.ts';
import type { FoundRun } from '../read/discover.ts';
import { contradictions, readManifest } from '../read/read-manifest.ts';
import type { ReadContext } from './read-context.ts';
import { readRun } from './read-run.ts';

/** Reads a run from disk and measures it. All problems are in its measures, none is thrown. */
export async function freshMeasures(run: FoundRun, context: ReadContext): Promise<RunMeasures> {
  const { shown } = context;
  const read = readManifest(run, shown);
  const input = await readRun(run, read.manifest, context);
  const problems = [...read.problems, ...input.problems, ...contradictions(run, read, input, shown)];
  return measureRun({ ...input, problems });
}
