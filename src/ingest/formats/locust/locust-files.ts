import { splitLine } from '../../files/csv.ts';
import type { Head } from '../../files/raw-file.ts';

/** The files that Locust writes of one run. */
export type LocustKind = 'stats' | 'distribution' | 'history' | 'failures' | 'exceptions';

/** Column names of Locust before 1.0, as those after it. */
const renamed: Readonly<Record<string, string>> = {
  method: 'type',
  '# requests': 'request count',
  '# failures': 'failure count',
  'requests failed/s': 'failures/s',
};

/** A column name of any of Locust's generations as they are distinguished here: lower case, the newer name. */
export function locustColumn(name: string): string {
  const lower = name.trim().toLowerCase();
  return renamed[lower] ?? lower;
}

/** The number of a percentile column (`95%`, `99.9%`); null for any other. The set of them is configurable. */
export function percentileOf(column: string): number | null {
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(column)?.[1];
  return percent === undefined ? null : Number(percent);
}

/** Which of Locust's files this is, by its header; null for any other file. */
export function locustKind(head: Head): LocustKind | null {
  const first = head.lines.find((line) => line.trim() !== '') ?? '';
  if (!first.includes(',')) return null;
  const names = splitLine(first, ',').map(locustColumn);
  const has = (...wanted: string[]): boolean => wanted.every((name) => names.includes(name));
  if (has('timestamp', 'name', 'type', 'requests/s')) return 'history';
  if (has('type', 'name', 'request count', 'failure count', 'median response time')) return 'stats';
  if (has('type', 'name', 'error', 'occurrences')) return 'failures';
  if (has('count', 'message', 'traceback')) return 'exceptions';
  const hasPercentiles = names.some((name) => percentileOf(name) !== null);
  return names[0] === 'name' && has('request count') && hasPercentiles ? 'distribution' : null;
}

/** Files of one run share what comes before these ends of their names. */
const fileEnds = /_(?:stats_history|stats|failures|exceptions|requests|distribution)(?:\.csv)?(?:\.gz)?$/i;

/** The run that a file belongs to, by its name. */
export const locustPrefix = (path: string): string => path.replace(fileEnds, '');

/** An endpoint as it is named here; null for the row that sums up all others. */
export function locustEndpoint(type: string, name: string): string | null {
  const hasType = type !== '' && type !== 'None';
  if (!hasType && (name === 'Aggregated' || name === 'Total')) return null;
  return hasType ? `${type} ${name}` : name;
}

/**
 * A failure in the words of the tool: a Python exception as it is printed, without the quotes around it (it is often
 * quoted twice) and without the URL, which holds the name of a host.
 */
export function locustError(printed: string): string {
  const quoted = /^(["'])(.*)\1$/s.exec(printed.trim())?.[2];
  const text = quoted?.replace(/\\(['"\\])/g, '$1') ?? printed;
  return text.replace(/ for url: [^'"\s]+/, '');
}
