import { achievedText } from '../../report/targets/achieved-text.ts';
import { historyStrip, type StripFrame } from '../../charts/marks/history-strip.ts';
import { buildName } from '../../history/runs/build.ts';
import { formatMetric } from '../../model/text/format.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import type { RunReport, TargetResult } from '../../model/run-report.ts';
import type { Tone } from '../../model/section.ts';
import { placeName } from '../../report/words/headline.ts';
import { toneOf } from '../../report/words/report-head.ts';
import { boundText } from '../../report/targets/targets.ts';

/** How a target fared over the runs, and where it stands. */
export interface TargetHistory {
  readonly id: string;
  readonly label: string;
  readonly wanted: string;
  readonly achieved: string;
  readonly place: string;
  readonly verdict: string;
  readonly tone: Tone;
  readonly strip: string | null;
}

/** More runs than this are marks over one another. */
const mostRuns = 60;

/** The table of targets has room for the names of builds; the tiles of a report do not. */
const frames: Record<'table' | 'tall' | 'tile', StripFrame> = {
  table: { width: 440, height: 42, hasBuilds: true },
  tall: { width: 440, height: 64, hasBuilds: true },
  tile: { width: 272, height: 30, hasBuilds: false },
};

/** So few rows leave room beside the answers of the first page, which higher strips fill. */
const fewTargets = 4;

/** The targets of the latest run, with their worst values of the latest runs, oldest first. */
export function targetHistories(
  reports: readonly RunReport[],
  size: 'table' | 'tile' = 'table',
): TargetHistory[] {
  const latest = reports.at(-1);
  if (latest === undefined) return [];
  const shown = reports.slice(-mostRuns);
  const isTall = size === 'table' && latest.targets.length <= fewTargets;
  const frame = frames[isTall ? 'tall' : size];
  return latest.targets.map((target) => ({
    id: target.id,
    label: target.label,
    wanted: boundText(target.bound, target),
    achieved: achievedText(target),
    place: target.scenario === null && target.endpoint === null ? '' : placeName(latest, target),
    verdict: target.verdict,
    tone: toneOf(target.verdict),
    strip: stripOf(target, shown, frame),
  }));
}

function stripOf(target: TargetResult, reports: readonly RunReport[], frame: StripFrame): string | null {
  const runs = reports.map((report) => {
    const own = report.targets.find(({ id }) => id === target.id);
    return {
      value: own?.achieved ?? null,
      verdict: own?.verdict ?? ('not measured' as const),
      build: nameOf(report),
    };
  });
  const known = runs.flatMap(({ value }) => value ?? []);
  const missed = runs.filter(({ verdict }) => verdict === 'not met').length;
  const [first, last] = [known[0], known.at(-1)].map((value) => formatMetric(value ?? null, target));
  return historyStrip(runs, {
    bound: target.bound.value,
    isLog: metricOf(target).unit === 'ms',
    label: `${target.label} over ${known.length} runs: from ${first ?? ''} to ${last ?? ''}, not met in ${missed}`,
    frame,
  });
}

const nameOf = ({ title, measures: { manifest } }: RunReport): string =>
  buildName({ run: title, commit: manifest.commit ?? null, version: manifest.version ?? null });
