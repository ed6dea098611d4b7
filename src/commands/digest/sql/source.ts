import type { Dialect } from './dialect.ts';

/** What the query needs of each sample, and what it does without. */
export const roles = [
  'scenario',
  'endpoint',
  'started_ms',
  'started_at',
  'duration_ms',
  'ok',
  'error',
  'users',
] as const;
export type Role = (typeof roles)[number];

/** Where the samples are. */
export interface SampleSource {
  /** Name of a table or view, with its schema or project if needed. */
  readonly table: readonly string[];
  /** A file to query in place of a table; null for a table. */
  readonly file: string | null;
  /** Columns by role. An empty name: there is none. A role that is left out has a column of its own name. */
  readonly columns: Partial<Readonly<Record<Role, string>>>;
  /** The scenario of all samples; null where a column names it. */
  readonly scenario: string | null;
  /** Length of the time slices; null for the shortest that 256 slices allow. */
  readonly sliceMs: number | null;
}

/** The first step of the query: samples with the names and types that the others use. */
export function samplesQuery({ table, file, columns, scenario }: SampleSource, dialect: Dialect): string {
  const from =
    file === null || dialect.fromFile === null ? table.map(dialect.name).join('.') : dialect.fromFile(file);
  const column = (role: Role): string | null => {
    const name = columns[role] ?? role;
    return name === '' ? null : dialect.name(name);
  };
  const cast = (expression: string | null, type: string): string =>
    `CAST(${expression ?? 'NULL'} AS ${type})`;
  const { double, integer, string, boolean } = dialect;
  const ok = column('ok');
  const started =
    columns.started_at === undefined ? column('started_ms') : dialect.epochMs(column('started_at') ?? 'NULL');
  const error = cast(column('error'), string);
  return [
    '  SELECT',
    `    coalesce(${cast(scenario === null ? column('scenario') : dialect.literal(scenario), string)}, '') AS scenario,`,
    `    ${cast(column('endpoint'), string)} AS endpoint,`,
    `    ${cast(started, integer)} AS started_ms,`,
    `    ${cast(column('duration_ms'), double)} AS duration_ms,`,
    `    ${ok === null ? `${error} IS NULL` : `coalesce(${cast(ok, boolean)}, false)`} AS ok,`,
    `    ${error} AS error,`,
    `    ${cast(column('users'), integer)} AS users`,
    `  FROM ${from}`,
  ].join('\n');
}
