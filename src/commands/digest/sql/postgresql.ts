import { doubled, exportFile, expressionOf, type Dialect } from './dialect.ts';

const literal = doubled("'");

/** PostgreSQL 12 and later: older ones print doubles with too few digits. */
export const postgresql: Dialect = {
  title: 'PostgreSQL',
  double: 'double precision',
  integer: 'bigint',
  string: 'text',
  boolean: 'boolean',
  fromFile: null,
  name: doubled('"'),
  literal,
  epochMs: (timestamp) => `floor(extract(epoch FROM ${timestamp}) * 1000)`,
  object: (entries) =>
    `json_build_object(${entries.map(([key, value]) => `${literal(key)}, ${expressionOf(value)}`).join(', ')})`,
  list: (value, order) => `json_agg(${expressionOf(value)} ORDER BY ${order.join(', ')})`,
  orEmpty: (list) => `coalesce(${list}, '[]'::json)`,
  document: (json) => json,
  exported: (query) => ({
    how: [`psql --quiet --no-align --tuples-only --file query.sql --output ${exportFile}`],
    statement: `${query};`,
  }),
};
