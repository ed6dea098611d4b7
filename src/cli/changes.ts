import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { asPair, changePoints, type ChangePoint } from '../stats/change-points.ts';
import { runsOfBuilds } from '../stats/builds.ts';
import type { Direction } from '../stats/direction.ts';
import type { Io } from './io.ts';

/** A history as `changes` reads it from a file. */
interface Series {
  values: number[];
  direction: Direction;
  build: unknown[] | null;
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function checkedValues(values: unknown): number[] {
  if (!Array.isArray(values)) throw new Error('expected an array of numbers, or {"values": [numbers]}.');
  const wrong = values.findIndex((value) => !isNumber(value));
  if (wrong >= 0) throw new Error(`value ${wrong} must be a finite number, got ${JSON.stringify(values[wrong])}.`);
  return values as number[];
}

function parseSeries(text: string): Series {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return { values: checkedValues(parsed), direction: 'lower', build: null };
  const { values, direction = 'lower', build = null } = parsed as Record<string, unknown>;
  const checked = checkedValues(values);
  if (direction !== 'lower' && direction !== 'higher')
    throw new Error(`\`direction\` must be "lower" or "higher" (which is better), got ${JSON.stringify(direction)}.`);
  if (build !== null && (!Array.isArray(build) || build.length !== checked.length))
    throw new Error(`\`build\` must be an array as long as \`values\` (${checked.length}).`);
  return { values: checked, direction, build };
}

/** The change points of one file's series, with indices into the values as given. */
function analyse(file: string, series: Series): object {
  const runs = series.build === null ? null : runsOfBuilds(series.values, series.build);
  const { changePoints: found, newest } = changePoints(runs?.values ?? series.values, {
    direction: series.direction,
  });
  const print = (change: ChangePoint): object => ({
    index: runs?.starts[change.index] ?? change.index,
    before: change.before,
    after: change.after,
    relative: change.relative,
    interval: asPair(change.interval),
    certainty: change.certainty,
    verdict: change.verdict,
  });
  return {
    file,
    n: series.values.length,
    changePoints: found.map(print),
    newest: { verdict: newest.verdict, interval: asPair(newest.interval) },
  };
}

interface Failure {
  file: string;
  error: { message: string };
}

async function analyseFile(file: string, io: Io): Promise<object> {
  try {
    return analyse(file, parseSeries(await readFile(resolve(io.cwd, file), 'utf8')));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    io.exit(1);
    io.err(`${file}: ${message}\n`);
    return failed(file, message);
  }
}
