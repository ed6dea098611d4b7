import type { Head } from '../../files/raw-file.ts';
import { splitLine } from '../../files/csv.ts';

/** Columns of a JTL file that are read; any of them may be missing. */
export const jtlColumns = [
  'timeStamp',
  'elapsed',
  'label',
  'responseCode',
  'responseMessage',
  'threadName',
  'dataType',
  'success',
  'failureMessage',
  'allThreads',
  'URL',
  'SampleCount',
  'ErrorCount',
] as const;
export type JtlColumn = (typeof jtlColumns)[number];

/** Where a JTL file's fields are. */
export interface JtlLayout {
  readonly delimiter: string;
  readonly hasHeader: boolean;
  /** Position of each column; -1 where the file has none. */
  readonly at: Readonly<Record<JtlColumn, number>>;
}

const headerStart = /^"?[A-Za-z]\w*"?([,;\t|])/;
const headerlessStart = /^\d{13}([,;\t|])\d+\1/;

/** The layout of a JTL file in CSV form; null for anything else. */
export function jtlLayout(head: Head): JtlLayout | null {
  const first = head.lines.find((line) => line.trim() !== '') ?? '';
  const named = headerStart.exec(first)?.[1];
  if (named !== undefined) return headerLayout(first, named);
  const delimiter = headerlessStart.exec(first)?.[1];
  return delimiter === undefined ? null : headerlessLayout(head, first, delimiter);
}

/** JMeter's own names; `elapsed` and two more of them are in every file that is of use. */
function headerLayout(first: string, delimiter: string): JtlLayout | null {
  const names = splitLine(first, delimiter).map((name) => name.trim());
  const at = layoutOf(names);
  const known = jtlColumns.filter((column) => at[column] >= 0).length;
  const isJtl = at.elapsed >= 0 && (at.timeStamp >= 0 || at.label >= 0) && known >= 3;
  return isJtl ? { delimiter, hasHeader: true, at } : null;
}

const common = [
  'timeStamp',
  'elapsed',
  'label',
  'responseCode',
  'responseMessage',
  'threadName',
  'dataType',
  'success',
];

/** The default column sets after `success`, by how many fields they have in all. */
const defaultSets = new Map<number, readonly string[]>([
  [9, ['bytes']],
  [10, ['bytes', 'Latency']],
  [12, ['bytes', 'grpThreads', 'allThreads', 'Latency']],
  [14, ['failureMessage', 'bytes', 'grpThreads', 'allThreads', 'Latency', 'IdleTime']],
  [
    16,
    ['failureMessage', 'bytes', 'sentBytes', 'grpThreads', 'allThreads', 'Latency', 'IdleTime', 'Connect'],
  ],
  [
    17,
    [
      'failureMessage',
      'bytes',
      'sentBytes',
      'grpThreads',
      'allThreads',
      'URL',
      'Latency',
      'IdleTime',
      'Connect',
    ],
  ],
]);

/** The 13 fields that tools around JMeter wrote for years; they have no message and no data type. */
const oldFields = [
  ...[
    'timeStamp',
    'elapsed',
    'label',
    'responseCode',
    'threadName',
    'success',
    'bytes',
    'grpThreads',
    'allThreads',
  ],
  ...['Latency', 'SampleCount', 'ErrorCount', 'Hostname'],
];

const isFlag = (field: string | undefined): boolean => /^(?:true|false)$/.test(field ?? '');

/** A file without header: one of the default sets, told by the number of fields, else only the common start. */
function headerlessLayout(head: Head, first: string, delimiter: string): JtlLayout | null {
  const fields = splitLine(first, delimiter);
  if (fields.length === oldFields.length && isFlag(fields[oldFields.indexOf('success')]))
    return { delimiter, hasHeader: false, at: layoutOf(oldFields) };
  if (!isFlag(fields[common.indexOf('success')])) return null;
  // A message with a line break makes the first line short: then the default of all versions that wrote no header.
  const rest = defaultSets.get(fields.length) ?? (head.lines.length > 1 ? [] : (defaultSets.get(12) ?? []));
  return { delimiter, hasHeader: false, at: layoutOf([...common, ...rest]) };
}

function layoutOf(names: readonly string[]): Record<JtlColumn, number> {
  const entries = jtlColumns.map((column) => [column, names.indexOf(column)]);
  return Object.fromEntries(entries) as Record<JtlColumn, number>;
}

/** Labels of sub-results: that of their parent and a number. */
export const subResultLabel = /^(.+)-\d+$/s;

/** True where rows of the head are transactions, or may be sub-results: they lie within other rows, or others in them. */
export function mayNest(head: Head, { delimiter, at }: JtlLayout): boolean {
  return head.lines.some((line) => {
    const fields = splitLine(line, delimiter);
    return (
      subResultLabel.test(fields[at.label] ?? '') ||
      fields[at.responseMessage]?.startsWith('Number of samples in transaction') === true
    );
  });
}

const perfMonMetric = /(^|\s)(CPU|Memory|Swap|Disks I\/O|Network I\/O|TCP|JMX|EXEC|TAIL)\b/;

/**
 * True where a row of a JTL file is a reading of JMeter's PerfMon collector: no code, no thread, a metric as label.
 * Such rows hold a value times 1000 in `elapsed` and are no requests.
 */
export function isPerfMonRow(label: string, responseCode: string, threadName: string): boolean {
  return responseCode === '' && threadName === '' && perfMonMetric.test(label);
}

/** True where all rows that the head holds are PerfMon readings. */
export function isPerfMonFile(head: Head, { delimiter, hasHeader, at }: JtlLayout): boolean {
  if (at.label < 0 || at.responseCode < 0 || at.threadName < 0) return false;
  const rows = head.lines
    .filter((line) => line.trim() !== '')
    .slice(hasHeader ? 1 : 0, 50)
    .map((line) => splitLine(line, delimiter));
  const field = (row: readonly string[], column: JtlColumn): string => row[at[column]] ?? '';
  return (
    rows.length > 0 &&
    rows.every((row) =>
      isPerfMonRow(field(row, 'label'), field(row, 'responseCode'), field(row, 'threadName')),
    )
  );
}
