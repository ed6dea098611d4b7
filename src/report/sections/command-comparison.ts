import type { RunMeasures } from '../../model/run-measures.ts';
import type { TableBlock } from '../../model/section.ts';
import { fixed } from '../../model/text/format.ts';
import { text } from './cells.ts';

interface Command {
  readonly label: string;
  readonly mean: number;
  readonly stddev: number | null;
}

/** Rows of a table: more commands are in no file that a person wrote. */
const mostRows = 40;

/** The commands of each file of hyperfine, relative to the fastest of the file, as its Markdown export has them. */
export function commandComparison({
  sources,
  response,
}: Pick<RunMeasures, 'sources' | 'response'>): TableBlock[] {
  return sources
    .filter(({ format }) => format.startsWith('hyperfine-'))
    .flatMap(({ file }, index) => {
      const commands = response
        .filter(({ files }) => files.length === 1 && files[0] === file)
        .flatMap(({ label, latencyMs }): Command[] => {
          const mean = latencyMs?.mean ?? 0;
          return mean > 0 ? [{ label, mean, stddev: latencyMs?.stddev ?? null }] : [];
        })
        .toSorted((a, b) => a.mean - b.mean);
      const [fastest] = commands;
      return fastest === undefined || commands.length < 2 ? [] : [tableOf(file, fastest, commands, index)];
    });
}

const tableOf = (
  file: string,
  fastest: Command,
  commands: readonly Command[],
  index: number,
): TableBlock => ({
  kind: 'table',
  id: `commands-${index + 1}`,
  caption: `Commands of ${file}: ${fastest.label} ran so many times faster`,
  columns: [
    { key: 'command', label: 'Command', type: 'text' },
    { key: 'relative', label: 'Relative', type: 'number' },
  ],
  rows: commands.slice(0, mostRows).map((command) => ({
    command: text(command.label),
    relative: text(command === fastest ? '1.00' : relativeText(command, fastest)),
  })),
  note: 'Ratios of mean times to that of the fastest command, ± their standard deviation, as hyperfine prints them.',
});

/**
 * "2.01 ± 0.05": the ratio of two means, and its standard deviation by propagation of both: r sqrt((s1/m1)^2 + (s2/m2)^2), as in
 * hyperfine's `relative_speed`. A single run has no deviation.
 */
function relativeText(command: Command, fastest: Command): string {
  const ratio = command.mean / fastest.mean;
  if (command.stddev === null || fastest.stddev === null) return fixed(ratio, 2);
  const deviation = ratio * Math.hypot(command.stddev / command.mean, fastest.stddev / fastest.mean);
  return `${fixed(ratio, 2)} ± ${fixed(deviation, 2)}`;
}
