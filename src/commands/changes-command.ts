import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { detectEncoding } from '../ingest/files/decode.ts';
import { describeSystemError } from '../ingest/files/system-error.ts';
import { certaintyText } from '../model/text/verdict-wording.ts';
import { misspelt } from '../model/text/did-you-mean.ts';
import { showFound } from '../model/problem.ts';
import { asPair, changePoints, type ChangePoint } from '../stats/change-points.ts';
import { runsOfBuilds } from '../stats/builds.ts';
import type { Direction } from '../stats/direction.ts';
import type { NewestRun } from '../stats/newest-run.ts';
import type { Interval } from '../stats/interval.ts';
import { tidyNumber, tidyPair } from '../model/text/tidy-number.ts';
import { counted } from '../model/text/counted.ts';
import type { Io } from './terminal/io.ts';

/** A history as `changes` reads it from a file. */
interface Series {
  values: number[];
  direction: Direction;
  build: unknown[] | null;
}

/** A change point for the output; `index` counts the values as given. */
interface PrintedChange extends Pick<
  ChangePoint,
  'index' | 'before' | 'after' | 'relative' | 'certainty' | 'verdict'
> {
  interval: [number, number] | null;
  /** There when `relative` is null because the level before is 0: the interval is one of the difference. */
  unit?: 'absolute';
}

/** The result for one file; `error` is set only when the file could not be read. */
interface SeriesChanges {
  file: string;
  n: number;
  changePoints: PrintedChange[];
  newest: { verdict: NewestRun['verdict']; interval: [number, number] | null };
  error?: { message: string };
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function checkedValues(values: unknown): number[] {
  if (!Array.isArray(values)) throw new Error('Expected an array of numbers, or {"values": [numbers]}.');
  const wrong = values.findIndex((value) => !isNumber(value));
  if (wrong >= 0)
    throw new Error(`Value ${wrong} must be a finite number, got ${JSON.stringify(values[wrong])}.`);
  return values as number[];
}

const knownKeys = ['values', 'direction', 'build'];

/**
 * Other keys are ignored, so files may carry notes. A key that is nearly a known one is an error, because ignoring it
 * would change the result: with "directon", improvements would count as regressions.
 */
function rejectMisspeltKeys(series: object): void {
  const others = Object.keys(series).filter((key) => !knownKeys.includes(key));
  for (const key of others) {
    const nearest = misspelt(key, knownKeys);
    if (nearest !== null) throw new Error(`Unknown key \`${showFound(key)}\`. Did you mean \`${nearest}\`?`);
  }
}

function parseSeries(text: string): Series {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return { values: checkedValues(parsed), direction: 'lower', build: null };
  rejectMisspeltKeys(parsed);
  const { values, direction = 'lower', build = null } = parsed as Record<string, unknown>;
  const checked = checkedValues(values);
  if (direction !== 'lower' && direction !== 'higher')
    throw new Error(
      `\`direction\` must be "lower" or "higher" (which is better), got ${JSON.stringify(direction)}.`,
    );
  if (build !== null && (!Array.isArray(build) || build.length !== checked.length))
    throw new Error(`\`build\` must be an array as long as \`values\` (${checked.length}).`);
  return { values: checked, direction, build };
}

function tidyBounds(interval: Interval | null): [number, number] | null {
  const pair = asPair(interval);
  return pair === null ? null : tidyPair(pair);
}

/** The change points of one file's series, with indices into the values as given. */
function analyse(file: string, series: Series): SeriesChanges {
  const runs = series.build === null ? null : runsOfBuilds(series.values, series.build);
  const { changePoints: found, newest } = changePoints(runs?.values ?? series.values, {
    direction: series.direction,
  });
  const print = (change: ChangePoint): PrintedChange => ({
    index: runs?.starts[change.index] ?? change.index,
    before: tidyNumber(change.before),
    after: tidyNumber(change.after),
    relative: change.relative === null ? null : tidyNumber(change.relative),
    interval: tidyBounds(change.interval),
    ...(change.relative === null && { unit: 'absolute' }),
    certainty: change.certainty,
    verdict: change.verdict,
  });
  return {
    file,
    n: series.values.length,
    changePoints: found.map(print),
    newest: { verdict: newest.verdict, interval: tidyBounds(newest.interval) },
  };
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new Error(`${describeSystemError(error)} Looked for it at ${path}.`, {
      cause: error,
    });
  }
}

async function analyseFile(path: string, io: Io): Promise<SeriesChanges> {
  try {
    const bytes = await readBytes(resolve(io.cwd, path));
    return analyse(path, parseSeries(new TextDecoder(detectEncoding(bytes)).decode(bytes)));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const newest = { verdict: 'cannot-tell', interval: null } as const;
    return { file: path, n: 0, changePoints: [], newest, error: { message } };
  }
}

const verdictNames = {
  worse: 'regression',
  better: 'improvement',
  'no-change-shown': 'within its usual range',
  'cannot-tell': 'inconclusive',
} as const;

const signed = (share: number): string => `${share < 0 ? '' : '+'}${(100 * share).toFixed(1)}%`;
const rounded = (value: number): string => String(Number(value.toPrecision(6)));

function sizeText({ relative, interval }: PrintedChange): string {
  const print = relative === null ? rounded : signed;
  const bounds = interval === null ? '' : ` (95% interval ${interval.map(print).join(' to ')})`;
  return relative === null ? `from 0${bounds}` : `${signed(relative)}${bounds}`;
}

function changeText(change: PrintedChange): string {
  const { index, before, after, certainty, verdict } = change;
  const levels = `${rounded(before)} → ${rounded(after)}`;
  return `  at ${index}: ${levels}, ${sizeText(change)}, ${certaintyText[certainty]} ${verdictNames[verdict]}\n`;
}

function seriesText({ file, n, changePoints: found, newest }: SeriesChanges): string {
  const points = found.length === 0 ? '  no change point\n' : found.map(changeText).join('');
  return `${file}: ${counted(n, 'value')}\n${points}  latest: ${verdictNames[newest.verdict]}\n`;
}

/** Adds `changes`: finds the change points of series and judges the latest value of each. */
export function register(program: Command, io: Io): void {
  program
    .command('changes')
    .description('Find change points in series of numbers, outside of any project.')
    .argument(
      '<file...>',
      'JSON files: [numbers] or {"values": [...], "direction": "lower" | "higher", "build": [...]}',
    )
    .option('--json', 'print one JSON document')
    .action(async (files: string[], options: { json?: boolean }) => {
      const series: SeriesChanges[] = [];
      for (const file of files) series.push(await analyseFile(file, io));
      const failed = series.filter(({ error }) => error !== undefined);
      for (const { file, error } of failed) io.err(`${file}: ${error?.message ?? ''}\n`);
      if (options.json) io.out(`${JSON.stringify({ schemaVersion: 1, series }, null, 2)}\n`);
      else
        io.out(
          series
            .filter(({ error }) => error === undefined)
            .map(seriesText)
            .join('\n'),
        );
      if (failed.length > 0) io.exit(1);
    });
}
