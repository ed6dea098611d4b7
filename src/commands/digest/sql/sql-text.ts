import { WrongUsage } from '../../../project/refusal.ts';
import { didYouMean } from '../../../model/text/did-you-mean.ts';
import type { Dialect } from './dialect.ts';
import { digestQuery } from './digest-query.ts';
import { engines } from './engines.ts';
import { roles, type Role, type SampleSource } from './source.ts';

/** The options of `digest --sql`. */
export interface SqlOptions {
  readonly sql: string;
  readonly scenario?: string;
  readonly table?: string;
  readonly file?: string;
  readonly column?: readonly string[];
  readonly sliceSeconds?: number;
}

/** The query of an engine with its export, and how to run it. Throws a WrongUsage for what no query can be made of. */
export function sqlText(options: SqlOptions): string {
  const dialect = engines[options.sql];
  const names = Object.keys(engines);
  if (dialect === undefined || !names.includes(options.sql))
    throw new WrongUsage(
      `Unknown engine "${options.sql}".`,
      didYouMean(options.sql, names) ?? `Use one of: ${names.join(', ')}.`,
    );
  const source = sourceOf(options, dialect);
  const { how, statement } = dialect.exported(digestQuery(source, dialect));
  return `${[...how, ...absentColumns(source)].map((line) => `-- ${line}\n`).join('')}${statement}\n`;
}

/** What to do about columns that the samples lack: the engine only reports that it does not find one. */
function absentColumns({ columns, scenario }: SampleSource): string[] {
  const assumed = optionalRoles.filter(
    (role) => columns[role] === undefined && (role !== 'scenario' || scenario === null),
  );
  return assumed.length === 0
    ? []
    : [
        `Columns that the samples do not have: make the query with ${assumed.map((role) => `--column ${role}=`).join(', ')}.`,
      ];
}

/** What the query reads, as its options state it. */
export function sourceOf(options: Omit<SqlOptions, 'sql'>, dialect: Dialect): SampleSource {
  const { table, file = null, column = [], scenario = null, sliceSeconds } = options;
  if (table !== undefined && file !== null)
    throw new WrongUsage('--table and --file exclude each other.', 'Pass one of the two.');
  if (file !== null && dialect.fromFile === null)
    throw new WrongUsage(
      `${dialect.title} cannot query a file by its name.`,
      'Load the file into a table, and pass that with --table.',
    );
  const parts = (table ?? 'samples').split('.');
  for (const name of [...parts, ...[file, scenario].filter((one) => one !== null)]) refuseUnprintable(name);
  if (parts.includes(''))
    throw new WrongUsage(`"${table ?? ''}" is not a table name.`, 'Use a form such as schema.table.');
  const columns = columnsOf(column);
  if (scenario !== null && columns.scenario !== undefined)
    throw new WrongUsage('--scenario and --column scenario= exclude each other.', 'Pass one of the two.');
  return { table: parts, file, columns, scenario, sliceMs: sliceMsOf(sliceSeconds) };
}

function columnsOf(stated: readonly string[]): SampleSource['columns'] {
  const entries = stated.map((one): [Role, string] => {
    const at = one.indexOf('=');
    const role = roles.find((known) => known === one.slice(0, Math.max(at, 0)));
    if (role === undefined)
      throw new WrongUsage(
        `--column ${one} does not name a known role.`,
        `Use ROLE=COLUMN, such as endpoint=url, with one of these roles: ${roles.join(', ')}.`,
      );
    const name = one.slice(at + 1);
    refuseUnprintable(name);
    if (name === '' && !optionalRoles.includes(role))
      throw new WrongUsage(`--column ${one} names no column.`, `Every sample needs ${role}.`);
    return [role, name];
  });
  return Object.fromEntries(entries);
}

const optionalRoles: readonly Role[] = ['scenario', 'ok', 'error', 'users'];

/** Engines differ in how they quote line breaks and other control characters, so no name has one. */
function refuseUnprintable(name: string): void {
  if (/\p{Cc}/u.test(name))
    throw new WrongUsage(
      `${JSON.stringify(name)} contains a control character.`,
      'Create a view with plain names, and pass that with --table.',
    );
}

/** A power of two seconds, at least so many, so that slices of any digests line up. */
const sliceMsOf = (seconds: number | undefined): number | null =>
  seconds === undefined ? null : 1_000 * 2 ** Math.max(0, Math.ceil(Math.log2(seconds)));
