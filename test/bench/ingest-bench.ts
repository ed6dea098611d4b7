/**
 * Speed and memory of reading a JTL file, beside csv-parse that only counts, DuckDB with the same statistics on two
 * threads, and `wc -l` as the floor. Every contestant has a process of its own and its turn in every round; the
 * fastest round counts, since whatever else the machine does only slows.
 * `node test/bench/ingest-bench.ts [--rows 1000000,...] [--rounds 3] [--json]`
 */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runContestant, type Result } from './ingest/contestant.ts';
import { jtlFile } from './ingest/jtl-file.ts';
import type { Split } from './ingest/jtl-parts.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);

const contestants = [
  ['Perfolio: digest, SHA-256 included', 'perfolio.ts'],
  ['csv-parse: counting only', 'csv-parse-count.ts'],
  ['DuckDB: same statistics, 2 threads', 'duckdb.ts'],
] as const;

/** How the rows of four files lie beside each other: such files are searched for rows that two of them hold. */
const splits: readonly Split[] = ['following', 'at-once'];

function countLines(file: string): number {
  const start = performance.now();
  if (spawnSync('wc', ['-l', file]).status !== 0) return NaN;
  return (performance.now() - start) / 1_000;
}

/** The best of the rounds, and the most memory of any. */
function best(results: readonly Result[]): Result {
  const least = (pick: (result: Result) => number): number => Math.min(...results.map(pick));
  return {
    ...results[0]!,
    seconds: least(({ seconds }) => seconds),
    cpuSeconds: least(({ cpuSeconds }) => cpuSeconds),
    peakMb: -least(({ peakMb }) => -peakMb),
  };
}

/** Throws where two contestants do not agree on a figure. */
function compare(ours: Result, theirs: Result): void {
  for (const [label, figures] of Object.entries(theirs.figures))
    for (const [i, figure] of figures.entries()) {
      const own = ours.figures[label]?.[i] ?? NaN;
      if (!(Math.abs(own - figure) <= 1e-9 * Math.max(1, Math.abs(figure))))
        throw new Error(`${label}: figure ${i} is ${own} here and ${figure} there.`);
    }
}

for (const rows of values.rows.split(',').map(Number)) {
  const file = await jtlFile(rows);
  const results = contestants.map((): Result[] => []);
  const lineCounts: number[] = [];
  for (let round = 0; round < rounds; round++) {
    lineCounts.push(countLines(file));
    for (const [i, [, script]] of contestants.entries()) results[i]!.push(runContestant(script, file));
  }
  const [ours, parser, duckdb] = results.map(best) as [Result, Result, Result];
  compare(ours, duckdb);
  if (ours.rows !== parser.rows || ours.rows !== duckdb.rows)
    throw new Error('The readers count different rows.');
  const megabytes = statSync(file).size / 1e6;
  const table = contestants.map(([what], i) => ({ what, ...[ours, parser, duckdb][i]! }));
  if (values.json) {
    process.stdout.write(
      `${JSON.stringify({ rows, megabytes, wcSeconds: Math.min(...lineCounts), table: table.map(({ what, seconds, cpuSeconds, peakMb }) => ({ what, seconds, cpuSeconds, peakMb })) })}\n`,
    );
    continue;
  }
  process.stdout.write(`JTL CSV, ${rows} rows, ${megabytes.toFixed(0)} MB, best of ${rounds} rounds\n`);
  for (const { what, seconds, cpuSeconds, peakMb } of table)
    process.stdout.write(
      `  ${what.padEnd(36)} ${seconds.toFixed(2).padStart(6)} s ${(rows / 1e6 / seconds).toFixed(2).padStart(6)} Mrows/s ${peakMb.toFixed(0).padStart(5)} MB peak ${cpuSeconds.toFixed(1).padStart(6)} s of processors  ${(seconds / ours.seconds).toFixed(1).padStart(5)} x as long, ${(cpuSeconds / ours.cpuSeconds).toFixed(1)} x the work\n`,
    );
  for (const split of splits) {
    const { seconds, cpuSeconds, peakMb } = best(
      Array.from({ length: rounds }, () => runContestant('perfolio-parts.ts', file, split)),
    );
    process.stdout.write(
      `  ${`the same rows in four files, ${split}`.padEnd(44)} ${seconds.toFixed(2).padStart(6)} s ${peakMb.toFixed(0).padStart(5)} MB peak ${cpuSeconds.toFixed(1).padStart(6)} s of processors  ${(cpuSeconds / ours.cpuSeconds).toFixed(1)} x the work of one file\n`,
    );
  }
  const floor = Math.min(...lineCounts);
  process.stdout.write(
    `  ${'wc -l: the floor'.padEnd(36)} ${floor.toFixed(2).padStart(6)} s; Perfolio takes ${(ours.seconds / floor).toFixed(1)} times as long\n`,
  );
}
