import { escaped, exportFile, type Dialect, type JsonValue } from './dialect.ts';

const literal = escaped("'");

/** Tuples cannot be null in ClickHouse, so JSON is put together as text. */
function jsonOf(value: JsonValue): string {
  if ('number' in value) return `ifNull(toString(${value.number}), 'null')`;
  if ('text' in value) return `ifNull(toJSONString(${value.text}), 'null')`;
  return `ifNull(${value.json}, 'null')`;
}

/** ClickHouse. */
export const clickhouse: Dialect = {
  title: 'ClickHouse',
  double: 'Nullable(Float64)',
  integer: 'Nullable(Int64)',
  string: 'Nullable(String)',
  boolean: 'Nullable(Bool)',
  fromFile: (path) => `file(${literal(path)})`,
  name: escaped('`'),
  literal,
  epochMs: (timestamp) => `toUnixTimestamp64Milli(toDateTime64(${timestamp}, 3))`,
  object: (entries) => {
    const parts = entries.map(
      ([key, value], i) => `${literal(`${i === 0 ? '' : ','}"${key}":`)}, ${jsonOf(value)}`,
    );
    return `concat('{', ${parts.join(', ')}, '}')`;
  },
  list: (value, order) => {
    const sorted = `arraySort(groupArray((${[...order, jsonOf(value)].join(', ')})))`;
    return `concat('[', arrayStringConcat(arrayMap(entry -> entry.${order.length + 1}, ${sorted}), ','), ']')`;
  },
  orEmpty: (list) => `ifNull(${list}, '[]')`,
  document: (json) => json,
  suffix: 'SETTINGS join_use_nulls = 1\nFORMAT TSVRaw',
  exported: (query) => ({
    how: [`clickhouse-client --queries-file query.sql > ${exportFile}`],
    statement: query,
  }),
};
