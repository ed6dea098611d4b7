import { bigquery } from './bigquery.ts';
import { clickhouse } from './clickhouse.ts';
import type { Dialect } from './dialect.ts';
import { duckdb } from './duckdb.ts';
import { postgresql } from './postgresql.ts';
import { spark } from './spark.ts';

/** Every engine that digests can be queried from, by the name that `--sql` takes. */
export const engines: Readonly<Record<string, Dialect>> = {
  duckdb,
  postgresql,
  clickhouse,
  spark,
  bigquery,
};
