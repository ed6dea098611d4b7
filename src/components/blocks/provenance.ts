import { present } from '../../model/checked.ts';
import type { Provenance } from '../../model/metrics/metric-value.ts';
import { counted } from '../../model/text/counted.ts';
import { fixed, formatShare } from '../../model/text/format.ts';
import type { Cell, Column, TableBlock } from '../../model/section.ts';

/** The sign at a value that was not computed from all samples. */
export interface SourceMark {
  readonly sign: string;
  readonly text: string;
}

/** Null for exact values, which need none. */
export function sourceMark(provenance: Provenance | undefined): SourceMark | null {
  if (provenance === undefined || provenance.source === 'exact') return null;
  return provenance.source === 'reported'
    ? { sign: '†', text: 'as reported' }
    : { sign: '≈', text: precision(provenance) };
}

const precision = ({ relativeError }: Provenance): string =>
  relativeError === null ? 'from a histogram' : `within ${formatShare(relativeError)}`;

/** The mark that all values of a row share, shown once at the row's name; null if they differ or there is only one. */
export function rowMark(columns: readonly Column[], row: Row): SourceMark | null {
  const [, ...rest] = columns;
  const marks = rest.flatMap(({ key }) => {
    const provenance = row[key]?.provenance;
    return provenance === undefined ? [] : [sourceMark(provenance)];
  });
  const [first] = marks;
  const isShared = marks.length > 1 && marks.every((mark) => mark?.text === first?.text);
  return isShared ? (first ?? null) : null;
}

/** Where some values of a row come from: what was done for each, and the samples and files that they share. */
export interface SourceNote {
  /** "95th, Median: Hyndman-Fan 7"; without columns if there is only one. */
  readonly estimators: readonly string[];
  readonly basis: string;
  readonly files: readonly string[];
}

type Row = Readonly<Record<string, Cell>>;

/** The sources of a row's values, each once with the columns that have it. */
export function rowSources(columns: readonly Column[], row: Row): SourceNote[] {
  const known = columns.flatMap(({ key, label }) => {
    const provenance = row[key]?.provenance;
    return provenance === undefined ? [] : [{ label, provenance, estimator: provenance.estimator ?? '' }];
  });
  const groups = Map.groupBy(known, ({ provenance }) =>
    JSON.stringify([basisText(provenance), provenance.files]),
  );
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const byEstimator = [...Map.groupBy(same, ({ estimator }) => estimator)];
    const isAlone = groups.size === 1 && byEstimator.length === 1;
    const estimators = byEstimator.map(([estimator, some]) =>
      isAlone ? estimator : [some.map(({ label }) => label).join(', '), estimator].filter(Boolean).join(': '),
    );
    return [{ estimators, basis: basisText(first.provenance), files: first.provenance.files }];
  });
}

/** "662 samples · exact" */
function basisText(provenance: Provenance): string {
  const { source } = provenance;
  const basis =
    source === 'exact'
      ? 'exact'
      : source === 'reported'
        ? 'reported by the tool'
        : `from a histogram, ${precision(provenance)}`;
  return [samplesText(provenance), basis].filter((part) => part !== null && part !== '').join(' · ');
}

/** "3,000 samples, effective sample size 430": the basis of the interval. */
function samplesText({ n, effectiveN }: Provenance): string | null {
  if (n === null) return null;
  const samples = counted(n, 'sample');
  if (effectiveN === undefined) return samples;
  if (effectiveN === null) return `${samples}, assumed independent because their times are unknown`;
  return `${samples}, effective sample size ${fixed(Math.floor(effectiveN), 0)}`;
}

/** The meaning of each sign in a table. */
export function marksUsed(table: TableBlock): string[] {
  const rows = [...table.rows, ...(table.folded?.rows ?? [])];
  const marks = rows.flatMap((row) =>
    Object.values(row).flatMap((cell) => sourceMark(cell.provenance) ?? []),
  );
  const meanings: Record<string, string> = {
    '†': '† reported by the tool, not computed from samples',
    '≈': '≈ from a histogram, within its stated error',
  };
  return [...new Set(marks.map(({ sign }) => present(meanings[sign], 'every sign has an entry')))];
}
