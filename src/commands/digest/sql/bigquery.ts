import { escaped, exportFile, expressionOf, type Dialect } from './dialect.ts';

/** BigQuery, GoogleSQL. */
export const bigquery: Dialect = {
  title: 'BigQuery',
  double: 'FLOAT64',
  integer: 'INT64',
  string: 'STRING',
  boolean: 'BOOL',
  fromFile: null,
  name: escaped('`'),
  literal: escaped("'"),
  epochMs: (timestamp) => `UNIX_MILLIS(${timestamp})`,
  object: (entries) =>
    `STRUCT(${entries.map(([key, value]) => `${expressionOf(value)} AS \`${key}\``).join(', ')})`,
  list: (value, order) => `ARRAY_AGG(${expressionOf(value)} ORDER BY ${order.join(', ')})`,
  orEmpty: (list) => `IFNULL(${list}, [])`,
  document: (json) => `TO_JSON_STRING(${json})`,
  exported: (query) => ({
    how: [`bq query --use_legacy_sql=false --format=json --max_rows=1 < query.sql > ${exportFile}`],
    statement: `${query};`,
  }),
};
