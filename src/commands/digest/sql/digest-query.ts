import type { Dialect, JsonValue } from './dialect.ts';
import { samplesQuery, type SampleSource } from './source.ts';

const number = (expression: string): JsonValue => ({ number: expression });
const text = (expression: string): JsonValue => ({ text: expression });
const json = (expression: string): JsonValue => ({ json: expression });

/** One step of the query: a named subquery. */
type Step = readonly [name: string, query: string];

/**
 * The query that makes a digest of samples: one row with one column, `digest`. It uses what all engines have (steps,
 * grouping, joins), and the dialect for the rest. The result is that of docs/digest.md.
 */
export function digestQuery(source: SampleSource, dialect: Dialect): string {
  const steps = [
    ['samples_read', samplesQuery(source, dialect)],
    ...bucketSteps(source, dialect),
    ...latencySteps(dialect),
    ...sliceSteps(dialect),
    ...endpointSteps(dialect),
    ...documentSteps(dialect),
  ] as const satisfies readonly Step[];
  const ctes = steps.map(([name, query]) => `${name} AS (\n${query}\n)`).join(',\n');
  return `WITH\n${ctes}\n${finalQuery(dialect)}${dialect.suffix === undefined ? '' : `\n${dialect.suffix}`}`;
}

/**
 * Buckets and slices of each sample, and the samples grouped by both. All that follows is computed from these groups, so
 * samples are read once more after their span: a step with a row per sample would be stored by the engine, and a billion
 * of them fit on few disks. Slices are long enough for at most 256 of them.
 */
function bucketSteps({ sliceMs }: SampleSource, { double, integer }: Dialect): Step[] {
  const base = `ln(CAST(1.005 AS ${double}) / CAST(0.995 AS ${double}))`;
  const span = `CAST(max(started_ms) - min(started_ms) + 1000 AS ${double}) / 255000`;
  const power = `greatest(0, ceil(ln(${span}) / ln(CAST(2 AS ${double})) - 1e-9))`;
  const width =
    sliceMs === null
      ? `CAST(1000 * power(CAST(2 AS ${double}), ${power}) AS ${integer}) AS width_ms FROM samples_read`
      : `CAST(${sliceMs} AS ${integer}) AS width_ms`;
  const keys = 'scenario, endpoint, ok, error_type, slice, bucket';
  const columns = `${keys}, samples, timed, zeroes, lowest, highest, mean, deviation`;
  return [
    ['slice_width', `  SELECT ${width}`],
    // The logarithm never gets 0: engines may also compute it where its result is not used, and fail then.
    [
      'bucketed',
      `  SELECT
    scenario, endpoint, started_ms, duration_ms, ok, users,
    CASE WHEN NOT ok THEN coalesce(error, 'failed') END AS error_type,
    CASE WHEN duration_ms > 0 THEN CAST(ceil(ln(CASE WHEN duration_ms > 0 THEN duration_ms ELSE 1 END) / ${base}) AS ${integer}) END AS bucket,
    CAST(floor(CAST(started_ms AS ${double}) / width_ms) AS ${integer}) AS slice
  FROM samples_read CROSS JOIN slice_width`,
    ],
    [
      'sample_groups',
      `  SELECT
    ${keys},
    count(*) AS samples,
    count(duration_ms) AS timed,
    ${countOf('duration_ms = 0')} AS zeroes,
    min(duration_ms) AS lowest,
    max(duration_ms) AS highest,
    avg(duration_ms) AS mean,
    var_pop(duration_ms) * count(duration_ms) AS deviation,
    min(started_ms) AS first_started,
    max(started_ms + coalesce(duration_ms, 0)) AS last_ended,
    max(users) AS top_users
  FROM bucketed
  GROUP BY ${keys}`,
    ],
    // Every sample twice: among all of its endpoint, and among the successful or the failed ones.
    [
      'parts',
      `  SELECT 'all' AS part, ${columns} FROM sample_groups
  UNION ALL
  SELECT CASE WHEN ok THEN 'ok' ELSE 'failed' END AS part, ${columns} FROM sample_groups`,
    ],
  ];
}

/** Pairs of bucket and count, flat, of each group: the bucket at place 0, its count at place 1. */
function histogramSteps(prefix: string, from: string, keys: string, dialect: Dialect): Step[] {
  const { list } = dialect;
  return [
    [
      `${prefix}_buckets`,
      `  SELECT ${keys}, bucket, ${totalOf('samples', dialect)} AS n FROM ${from} WHERE bucket IS NOT NULL GROUP BY ${keys}, bucket`,
    ],
    [
      `${prefix}_numbers`,
      `  SELECT ${keys}, bucket, 0 AS place, bucket AS entry FROM ${prefix}_buckets
  UNION ALL
  SELECT ${keys}, bucket, 1 AS place, n AS entry FROM ${prefix}_buckets`,
    ],
    [
      `${prefix}_histograms`,
      `  SELECT ${keys}, ${list(number('entry'), ['bucket', 'place'])} AS buckets FROM ${prefix}_numbers GROUP BY ${keys}`,
    ],
  ];
}

const countOf = (condition: string): string => `sum(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;

/** A sum of counts, which engines would give a wider type. */
const totalOf = (counts: string, { integer }: Dialect): string => `CAST(sum(${counts}) AS ${integer})`;

/** How many samples of some groups failed. */
const failures = (dialect: Dialect): string => totalOf('CASE WHEN ok THEN 0 ELSE samples END', dialect);

function latencySteps(dialect: Dialect): Step[] {
  const keys = 'scenario, endpoint, part';
  const latency = dialect.object([
    ['source', text("'histogram'")],
    ['relativeError', number('0.005')],
    ['count', number('m.n')],
    ['min', number('m.least')],
    ['max', number('m.most')],
    ['mean', number('m.average')],
    ['m2', number('m.squares')],
    [
      'histogram',
      json(
        dialect.object([
          ['zero', number('m.zeros')],
          ['buckets', json(dialect.orEmpty('h.buckets'))],
        ]),
      ),
    ],
  ]);
  return [
    ...histogramSteps('part', 'parts', keys, dialect),
    [
      'part_means',
      `  SELECT ${keys}, sum(timed * mean) / sum(timed) AS part_mean FROM parts WHERE timed > 0 GROUP BY ${keys}`,
    ],
    [
      'part_moments',
      `  SELECT
    p.scenario AS scenario, p.endpoint AS endpoint, p.part AS part,
    ${totalOf('p.timed', dialect)} AS n,
    min(p.lowest) AS least,
    max(p.highest) AS most,
    min(a.part_mean) AS average,
    sum(p.deviation + p.timed * (p.mean - a.part_mean) * (p.mean - a.part_mean)) AS squares,
    ${totalOf('p.zeroes', dialect)} AS zeros
  FROM parts p
  JOIN part_means a ON a.scenario = p.scenario AND a.endpoint = p.endpoint AND a.part = p.part
  WHERE p.timed > 0
  GROUP BY p.scenario, p.endpoint, p.part`,
    ],
    [
      'latencies',
      `  SELECT m.scenario AS scenario, m.endpoint AS endpoint, m.part AS part, ${latency} AS latency
  FROM part_moments m
  LEFT JOIN part_histograms h ON h.scenario = m.scenario AND h.endpoint = m.endpoint AND h.part = m.part`,
    ],
  ];
}

function sliceSteps(dialect: Dialect): Step[] {
  const keys = 'scenario, endpoint, slice';
  const item = dialect.object([
    ['index', number('c.slice - f.first_slice')],
    ['count', number('c.n')],
    ['errors', number('c.failures')],
    ['users', number('c.most_users')],
    [
      'histogram',
      json(
        dialect.object([
          ['zero', number('c.zeros')],
          ['buckets', json(dialect.orEmpty('h.buckets'))],
        ]),
      ),
    ],
  ]);
  const slices = dialect.object([
    ['originMs', number('min(first_slice * width_ms)')],
    ['widthMs', number('min(width_ms)')],
    ['items', json(dialect.list(json('item'), ['slice']))],
  ]);
  return [
    ...histogramSteps('slice', 'sample_groups', keys, dialect),
    [
      'slice_counts',
      `  SELECT
    ${keys},
    ${totalOf('samples', dialect)} AS n,
    ${failures(dialect)} AS failures,
    max(top_users) AS most_users,
    ${totalOf('zeroes', dialect)} AS zeros
  FROM sample_groups
  GROUP BY ${keys}`,
    ],
    [
      'first_slices',
      '  SELECT scenario, endpoint, min(slice) AS first_slice FROM sample_groups GROUP BY scenario, endpoint',
    ],
    [
      'slice_items',
      `  SELECT c.scenario AS scenario, c.endpoint AS endpoint, c.slice AS slice, f.first_slice AS first_slice, ${item} AS item
  FROM slice_counts c
  JOIN first_slices f ON f.scenario = c.scenario AND f.endpoint = c.endpoint
  LEFT JOIN slice_histograms h ON h.scenario = c.scenario AND h.endpoint = c.endpoint AND h.slice = c.slice`,
    ],
    [
      'slices',
      `  SELECT scenario, endpoint, ${slices} AS slices FROM slice_items CROSS JOIN slice_width GROUP BY scenario, endpoint`,
    ],
  ];
}

function endpointSteps(dialect: Dialect): Step[] {
  const type = dialect.object([
    ['type', text('error_type')],
    ['count', number('n')],
  ]);
  return [
    [
      'error_counts',
      `  SELECT scenario, endpoint, error_type, ${totalOf('samples', dialect)} AS n
  FROM sample_groups WHERE NOT ok GROUP BY scenario, endpoint, error_type`,
    ],
    [
      'error_items',
      `  SELECT scenario, endpoint, error_type, -n AS fewer, ${type} AS item FROM error_counts`,
    ],
    [
      'error_types',
      `  SELECT scenario, endpoint, ${dialect.list(json('item'), ['fewer', 'error_type'])} AS types FROM error_items GROUP BY scenario, endpoint`,
    ],
    [
      'endpoint_counts',
      `  SELECT
    scenario, endpoint,
    ${totalOf('samples', dialect)} AS n,
    ${failures(dialect)} AS failures,
    min(first_started) AS first_start,
    max(last_ended) AS last_end,
    max(top_users) AS most_users
  FROM sample_groups
  GROUP BY scenario, endpoint`,
    ],
    ['endpoint_items', endpointRows(dialect)],
  ];
}

function endpointRows(dialect: Dialect): string {
  const row = dialect.object([
    ['scenario', text("nullif(c.scenario, '')")],
    ['endpoint', text('c.endpoint')],
    ['count', number('c.n')],
    ['errors', number('c.failures')],
    ['errorTypes', json(dialect.orEmpty('e.types'))],
    ['latency', json('l.latency')],
    ['latencyOk', json('o.latency')],
    ['latencyFailed', json('f.latency')],
    ['firstStartMs', number('c.first_start')],
    ['lastEndMs', number('c.last_end')],
    ['maxUsers', number('c.most_users')],
    ['slices', json('s.slices')],
  ]);
  const join = (table: string, alias: string): string =>
    `LEFT JOIN ${table} ${alias} ON ${alias}.scenario = c.scenario AND ${alias}.endpoint = c.endpoint`;
  return `  SELECT c.scenario AS scenario, c.endpoint AS endpoint, ${row} AS item
  FROM endpoint_counts c
  ${join('latencies', 'l')} AND l.part = 'all'
  ${join('latencies', 'o')} AND o.part = 'ok'
  ${join('latencies', 'f')} AND f.part = 'failed'
  ${join('error_types', 'e')}
  ${join('slices', 's')}`;
}

function documentSteps(dialect: Dialect): Step[] {
  const source = dialect.object([
    ['file', text("'samples'")],
    ['sha256', text("''")],
    ['bytes', number('0')],
    ['format', text("'sql'")],
    ['tool', text(dialect.literal(dialect.title))],
    ['rows', number('samples')],
  ]);
  return [
    [
      'totals',
      '  SELECT sum(n) AS samples, min(first_start) AS started, max(last_end) AS ended FROM endpoint_counts',
    ],
    ['source_items', `  SELECT samples, ${source} AS item FROM totals`],
    ['source_list', `  SELECT ${dialect.list(json('item'), ['samples'])} AS items FROM source_items`],
    [
      'endpoint_list',
      `  SELECT ${dialect.list(json('item'), ['scenario', 'endpoint'])} AS items FROM endpoint_items`,
    ],
  ];
}

function finalQuery(dialect: Dialect): string {
  const seconds = `(t.ended - t.started) / CAST(1000 AS ${dialect.double})`;
  const digest = dialect.object([
    ['version', number('1')],
    ['sources', json('s.items')],
    ['startedAtMs', number('t.started')],
    ['durationSeconds', number(seconds)],
    ['endpoints', json('e.items')],
  ]);
  return `SELECT ${dialect.document(digest)} AS digest FROM totals t CROSS JOIN source_list s CROSS JOIN endpoint_list e`;
}
