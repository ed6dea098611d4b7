import { endpointRow } from '../../ingest/record/endpoint-row.ts';
import type { Digest, HistoryPoint, HistorySeries } from '../../model/documents/digest.ts';

/** A commit's hash between underscores, as pytest-benchmark puts it into the names of files that it saves by itself. */
const commitInName = /(?:^|[_/])([0-9a-f]{40})(?:[_.]|$)/;

/** The tool that saves one file per run in a folder of its own; files of other tools are results of single runs. */
const isSavedRun = ({ sources }: Digest): boolean =>
  sources.every(({ format }) => format === 'pytest-benchmark-json');

const commitOf = ({ sources }: Digest): string | null =>
  sources.map(({ file }) => commitInName.exec(file)?.[1]).find((commit) => commit !== undefined) ?? null;

/** Each benchmark's median (else its mean) of one run, in ms. */
function timesOf(digest: Digest): { series: string; value: number }[] {
  return digest.endpoints.flatMap((endpoint) => {
    const { latencyMs } = endpointRow(endpoint, null);
    const value = latencyMs?.p50 ?? latencyMs?.mean ?? null;
    return value === null ? [] : { series: endpoint.endpoint, value };
  });
}

/**
 * A folder of saved runs, one file each, as the history of its benchmarks: `.benchmarks/` of pytest-benchmark. Runs
 * without a time are left out. Times are in seconds, as the files have them.
 */
export function runsAsHistory(digests: readonly Digest[]): HistorySeries[] {
  const open = new Map<string, HistoryPoint[]>();
  for (const digest of digests) {
    if (!isSavedRun(digest) || digest.startedAtMs === null) continue;
    const at = new Date(digest.startedAtMs).toISOString();
    for (const { series, value } of timesOf(digest)) {
      const points = open.get(series) ?? [];
      open.set(series, points);
      points.push({ at, value: Number((value / 1_000).toPrecision(12)), commit: commitOf(digest) });
    }
  }
  return [...open].map(([series, points]) => ({ series, unit: 's', direction: 'lower', points }));
}
