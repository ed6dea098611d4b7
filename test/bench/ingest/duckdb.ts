import { DuckDBInstance } from '@duckdb/node-api';
import { contest } from './contestant.ts';

const path = process.argv[2]!.replaceAll("'", "''");
const columns =
  'timeStamp BIGINT, elapsed BIGINT, label VARCHAR, responseCode VARCHAR, responseMessage VARCHAR, threadName VARCHAR, dataType VARCHAR, success BOOLEAN, failureMessage VARCHAR, bytes BIGINT, sentBytes BIGINT, grpThreads BIGINT, allThreads BIGINT, URL VARCHAR, Latency BIGINT, IdleTime BIGINT, Connect BIGINT';
const typed = columns
  .split(', ')
  .map((column) => column.split(' '))
  .map(([name, type]) => `'${name!}': '${type!}'`)
  .join(', ');

const shares = '[0.5, 0.9, 0.95, 0.99, 0.999]';
/** The figures of one group of samples: of all, of the successful and of the failed ones. */
const statistics = ['', 'FILTER (success)', 'FILTER (NOT success)']
  .map(
    (filter) =>
      `count(*) ${filter}, min(elapsed) ${filter}, max(elapsed) ${filter}, avg(elapsed) ${filter}, var_samp(elapsed) ${filter}, quantile_cont(elapsed, ${shares}) ${filter}`,
  )
  .join(', ');

/**
 * DuckDB on two threads with the same statistics: per label and pooled, all, successful and failed samples; error
 * types; per label and slice of time the counts, errors, users and buckets. The file is parsed once, into a table in
 * memory, with its types given.
 */
await contest(async () => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run(
    `CREATE TABLE samples AS SELECT timeStamp, elapsed, label, responseCode, success, allThreads FROM read_csv('${path}', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {${typed}})`,
  );
  const perLabel = await connection.runAndReadAll(
    `SELECT label, ${statistics}, min(timeStamp), max(timeStamp + elapsed), max(allThreads) FROM samples GROUP BY GROUPING SETS ((label), ())`,
  );
  await connection.runAndReadAll(
    'SELECT label, responseCode, count(*) FROM samples WHERE NOT success GROUP BY ALL',
  );
  const [span] = (
    await connection.runAndReadAll('SELECT max(timeStamp) - min(timeStamp) FROM samples')
  ).getRowsJS()[0]! as [bigint];
  const widthMs = 1_000 * 2 ** Math.max(0, Math.ceil(Math.log2(Number(span) / 256_000)));
  await connection.runAndReadAll(
    `SELECT label, timeStamp // ${widthMs}, CASE WHEN elapsed = 0 THEN NULL ELSE ceil(ln(elapsed) / ln(1.005 / 0.995)) END AS bucket, count(*), count(*) FILTER (NOT success), max(allThreads) FROM samples GROUP BY ALL`,
  );
  const rows = perLabel.getRowsJS() as [string | null, ...unknown[]][];
  const figures = rows
    .filter(([label]) => label !== null)
    .map(([label, count, min, max, mean, , quantiles, , , , , , , failed]) => [
      label,
      [count, failed, min, max, mean, ...(quantiles as number[])].map(Number),
    ]);
  const all = rows.find(([label]) => label === null)!;
  return { rows: Number(all[1]), figures: Object.fromEntries(figures) as Record<string, number[]> };
});
