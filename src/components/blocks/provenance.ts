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

interface KnownSource {
  readonly label: string;
  readonly provenance: Provenance;
  readonly estimator: string;
}

/** The sources of a row's values, each once with the columns that have it. */
export function rowSources(columns: readonly Column[], row: Row): SourceNote[] {
  const known = columns.flatMap(({ key, label }): KnownSource[] => {
    const provenance = row[key]?.provenance;
    return provenance === undefined ? [] : [{ label, provenance, estimator: provenance.estimator ?? '' }];
  });
  const groups = Map.groupBy(known, ({ provenance: { source, relativeError, n, files } }) =>
    JSON.stringify([source, relativeError, n, files]),
  );
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const isAlone = groups.size === 1;
    const estimators = byLabel(same, ({ estimator }) => estimator, isAlone);
    const sized = same.filter((source) => effectiveText(source) !== '');
    const sizes = byLabel(sized, effectiveText, isAlone && sized.length === same.length);
    return [{ estimators, basis: basisText(first.provenance, sizes), files: first.provenance.files }];
  });
}

/** What some values have in common, each once with the columns that have it; without them if all share it. */
function byLabel(
  sources: readonly KnownSource[],
  textOf: (source: KnownSource) => string,
  isAlone: boolean,
): string[] {
  const groups = [...Map.groupBy(sources, textOf)];
  if (isAlone && groups.length === 1) return groups.map(([text]) => text);
  return groups.map(([text, some]) =>
    [some.map(({ label }) => label).join(', '), text].filter(Boolean).join(': '),
  );
}

/** "662 samples, effective sample size 430 · exact" */
function basisText({ source, n, ...rest }: Provenance, sizes: readonly string[]): string {
  const basis =
    source === 'exact'
      ? 'exact'
      : source === 'reported'
        ? 'reported by the tool'
        : `from a histogram, ${precision({ source, n, ...rest })}`;
  const samples = n === null ? [] : [[counted(n, 'sample'), ...sizes].join(', ')];
  return [...samples, basis].filter((part) => part !== '').join(' · ');
}

/** "effective sample size 430": the basis of the interval. */
function effectiveText({ provenance: { n, effectiveN } }: KnownSource): string {
  if (n === null || effectiveN === undefined) return '';
  return effectiveN === null
    ? 'assumed independent because their times are unknown'
    : `effective sample size ${fixed(Math.floor(effectiveN), 0)}`;
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
