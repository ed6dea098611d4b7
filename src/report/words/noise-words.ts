import { defaultScenario } from '../../model/lifecycle.ts';
import { counted } from '../../model/text/counted.ts';
import { fixed, formatShare, noValue } from '../../model/text/format.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import type { Noise, NoiseMetric } from '../../model/documents/noise-document.ts';

/** The heads of a table of noise; rows are those of `noiseRow`. */
export const noiseHeads = [
  'Metric',
  'Runs',
  'Repeats',
  'Sessions',
  'Run effect',
  '1 run',
  '3 runs',
  '5 runs',
  '10 pairs',
] as const;

/** Beyond this a change is no longer worth a number: nothing short of a breakdown would be found. */
const largestShown = 10;

const found = (share: number | null): string =>
  share !== null && share > largestShown ? `over ${fixed(largestShown * 100, 0)}%` : shown(share);

const shown = (share: number | null): string => (share === null ? noValue : formatShare(share));

/** What readers call an endpoint or a scenario. */
export interface NoiseNames {
  readonly endpoint: (id: string) => string;
  readonly scenario: (id: string) => string;
}

const ids: NoiseNames = { endpoint: (id) => id, scenario: (id) => id };

/** Metric, endpoint and scenario in one line; a scenario without a given name is left out. */
function noisePlace(noise: NoiseMetric, isUnnamed: boolean, names: NoiseNames): string {
  const { scenario, endpoint } = noise;
  const { label } = metricOf(noise);
  const where = [
    endpoint === null ? null : names.endpoint(endpoint),
    isUnnamed || scenario === null ? null : names.scenario(scenario),
  ].filter((part) => part !== null);
  return where.length === 0 ? label : `${label} (${where.join(', ')})`;
}

/** The rows of a table of noise; places are printed by their ids unless names are given. */
export function noiseRows(metrics: readonly NoiseMetric[], names = ids): string[][] {
  const isUnnamed = metrics.every(({ scenario }) => scenario === null || scenario === defaultScenario);
  return metrics.map((one) => noiseRow(one, isUnnamed, names));
}

/** One row of the table: spreads, then what would be found. */
export function noiseRow(one: NoiseMetric, isUnnamed = false, names = ids): string[] {
  const { runs, sessions, spread, detectable, detectablePairs } = one;
  return [
    noisePlace(one, isUnnamed, names),
    runs === sessions ? String(runs) : `${runs} in ${counted(sessions, 'session')}`,
    shown(spread.repeats),
    shown(spread.sessions),
    shown(spread.common),
    found(detectable['1']),
    found(detectable['3']),
    found(detectable['5']),
    found(detectablePairs['10']),
  ];
}

/** The project's own A/A check in a sentence. */
export function alarmsText({ reports, false: alarms, confirmed }: Noise['aa']): string {
  if (reports === 0)
    return 'Alarms that a later build does not show cannot be counted yet: that takes a run with a baseline, in a build without a lasting change, and a later build.';
  const size = counted(reports, 'run');
  const raised =
    alarms === 0
      ? `None of ${size} reported a change that the next build does not show.`
      : `${alarms} of ${size} reported a change that the next build does not show (${confirmed} as confirmed): noise, or a change that was undone there.`;
  return `${raised} Runs without a baseline, builds with a change that lasted or that another session shows, and the latest build are not counted.`;
}
