import { doubled, exportFile, expressionOf, type Dialect } from './dialect.ts';

const literal = doubled("'");

/** DuckDB: structs and lists, which `to_json` prints. */
export const duckdb: Dialect = {
  title: 'DuckDB',
  double: 'DOUBLE',
  integer: 'BIGINT',
  string: 'VARCHAR',
  boolean: 'BOOLEAN',
  fromFile: literal,
  name: doubled('"'),
  literal,
  epochMs: (timestamp) => `epoch_ms(CAST(${timestamp} AS TIMESTAMP))`,
  object: (entries) =>
    `{${entries.map(([key, value]) => `${literal(key)}: ${expressionOf(value)}`).join(', ')}}`,
  list: (value, order) => `list(${expressionOf(value)} ORDER BY ${order.join(', ')})`,
  orEmpty: (list) => `coalesce(${list}, [])`,
  document: (json) => `to_json(${json})`,
  exported: (query) => ({
    how: ['duckdb samples.duckdb < query.sql'],
    statement: `COPY (\n${query}\n) TO '${exportFile}' (FORMAT json);`,
  }),
};
