import { describe, expect, it } from 'vitest';
import { perfolio, type Ran } from '../../perfolio.ts';

const digest = async (...argv: readonly string[]): Promise<Ran> => perfolio('/', ['digest', ...argv]);

describe('digest --sql', () => {
  // The quoting rules of each engine's manual: a quote is doubled, or escaped with a backslash.
  it.each([
    ['duckdb', '"a""b"."c`d"', `"e'f"`],
    ['postgresql', '"a""b"."c`d"', `"e'f"`],
    ['clickhouse', '`a"b`.`c\\`d`', "`e'f`"],
    ['spark', '`a"b`.`c``d`', "`e'f`"],
    ['bigquery', '`a"b`.`c\\`d`', "`e'f`"],
  ])('quotes all names for %s', async (engine, table, column) => {
    const { out, code } = await digest(
      ...['--sql', engine, '--table', 'a"b.c`d', '--column', "endpoint=e'f"],
    );
    expect(code).toBe(0);
    expect(out).toContain(`FROM ${table}\n`);
    expect(out).toMatch(/^-- \S+/);
    expect(out).toContain(`CAST(${column} AS `);
    expect(out).toContain('results.digest.json');
  });

  it('names the columns that samples may lack', async () => {
    const hint = async (...options: readonly string[]): Promise<string | undefined> =>
      (await digest('--sql', 'duckdb', ...options)).out
        .split('\n')
        .find((line) => line.includes('do not have'));
    expect(await hint()).toBe(
      '-- Columns that the samples do not have: make the query with --column scenario=, --column ok=, --column error=, --column users=.',
    );
    expect(await hint('--scenario', 'shop', '--column', 'error=', '--column', 'ok=fine')).toBe(
      '-- Columns that the samples do not have: make the query with --column users=.',
    );
    const none = ['scenario=', 'ok=', 'error=', 'users='].flatMap((one) => ['--column', one]);
    expect(await hint(...none)).toBeUndefined();
    expect((await digest('--help')).out).toContain('pass --column scenario=');
  });

  // A text has single quotes in each engine; the manuals of three double a quote in it, those of two escape it.
  it.each([
    ['duckdb', `'it''s \\'`],
    ['postgresql', `'it''s \\'`],
    ['clickhouse', `'it\\'s \\\\'`],
    ['spark', `'it\\'s \\\\'`],
    ['bigquery', `'it\\'s \\\\'`],
  ])('names the scenario of all samples for %s', async (engine, literal) => {
    const { out, code } = await digest('--sql', engine, '--scenario', "it's \\");
    expect(code).toBe(0);
    expect(out).toContain(`CAST(${literal} AS `);
    expect(out).not.toMatch(/CAST\(["`]scenario/);
  });

  it.each([
    ['an unknown engine', ['--sql', 'postgres'], 'Unknown engine "postgres".\n  Did you mean `postgresql`?'],
    ['a key that every object has', ['--sql', 'toString'], 'Unknown engine "toString".'],
    ['an unknown role', ['--sql', 'duckdb', '--column', 'url=endpoint'], 'does not name a known role'],
    ['a role without a column', ['--sql', 'duckdb', '--column', 'endpoint='], 'Every sample needs endpoint.'],
    ['a line break in a name', ['--sql', 'duckdb', '--table', 'a\nb'], 'contains a control character'],
    ['an empty part of a name', ['--sql', 'duckdb', '--table', 'a..b'], 'not a table name'],
    [
      'a scenario and a column of scenarios',
      ['--sql', 'duckdb', '--scenario', 'shop', '--column', 'scenario=test'],
      '--scenario and --column scenario= exclude each other.',
    ],
    ['table and file', ['--sql', 'duckdb', '--table', 'a', '--file', 'b'], 'exclude each other'],
    ['a file where none can be queried', ['--sql', 'bigquery', '--file', 'b'], 'cannot query a file'],
    ['raw files', ['a.jtl', '--sql', 'duckdb'], 'reads and writes no file'],
    [
      'a format',
      ['--sql', 'duckdb', '--format', 'tidy-requests'],
      '--format and --time-zone are for raw files',
    ],
    ['a time zone', ['--sql', 'duckdb', '--time-zone', 'UTC'], '--format and --time-zone are for raw files'],
    ['--table without --sql', ['a.jtl', '--out', 'x.json', '--table', 'a'], 'belong to --sql'],
  ])('exits with 2 for %s', async (_, argv, message) => {
    const { out, err, code } = await digest(...argv);
    expect({ out, code }).toEqual({ out: '', code: 2 });
    expect(err).toContain(message);
  });
});
