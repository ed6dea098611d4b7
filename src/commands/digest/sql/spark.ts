import { doubled, escaped, exportFile, expressionOf, type Dialect } from './dialect.ts';

const literal = escaped("'");

/** Spark SQL 3.0 and later. */
export const spark: Dialect = {
  title: 'Spark',
  double: 'DOUBLE',
  integer: 'BIGINT',
  string: 'STRING',
  boolean: 'BOOLEAN',
  fromFile: (path) => `parquet.${doubled('`')(path)}`,
  name: doubled('`'),
  literal,
  epochMs: (timestamp) => `unix_millis(${timestamp})`,
  object: (entries) =>
    `named_struct(${entries.map(([key, value]) => `${literal(key)}, ${expressionOf(value)}`).join(', ')})`,
  list: (value, order) => {
    const keys = order.map((key, i) => `${key} AS key_${i}`).join(', ');
    const sorted = `sort_array(collect_list(struct(${keys}, ${expressionOf(value)} AS entry)))`;
    return `transform(${sorted}, one -> one.entry)`;
  },
  orEmpty: (list) => `coalesce(${list}, array())`,
  document: (json) => `to_json(${json})`,
  exported: (query) => ({
    how: [`spark-sql -f query.sql > ${exportFile}`],
    statement: `${query};`,
  }),
};
