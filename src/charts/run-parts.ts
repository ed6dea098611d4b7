import { at } from '../model/checked.ts';
import { fixed, formatDuration, formatMetric, formatNumber } from '../model/text/format.ts';
import type { MetricId } from '../model/metrics/metrics.ts';
import type { BoundOp, RunReport, TargetResult } from '../model/run-report.ts';
import type { Focus } from './chart.ts';
import { largest } from '../model/long-lists.ts';

/** More small multiples than this hide each other. */
export const mostPanels = 6;

/** What makes a scenario matter: its requests; of benchmarks, which choose their number, the slowest of them. */
function weightsOf({ measures }: RunReport): Map<string, number> {
  const { kind, throughput, response } = measures;
  if (kind !== 'benchmark') return new Map(throughput.map((row) => [row.scenario, row.totalRequests ?? 0]));
  const weights = new Map<string, number>();
  for (const { scenario, latencyMs } of response)
    weights.set(scenario, Math.max(weights.get(scenario) ?? 0, latencyMs?.p50 ?? latencyMs?.mean ?? 0));
  return weights;
}

/** The scenarios that a chart shows: those in focus, else the ones that matter most, in the run’s own order. */
export function chosenScenarios(
  report: RunReport,
  having: (scenario: string) => boolean,
  focus?: Focus,
): string[] {
  const { scenarios } = report.measures;
  const weights = weightsOf(report);
  const candidates = scenarios.map(({ id }) => id).filter(having);
  if (focus?.scenario != null && candidates.includes(focus.scenario)) return [focus.scenario];
  const largest = candidates
    .toSorted((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0))
    .slice(0, focus === undefined ? mostPanels : 1);
  return candidates.filter((id) => largest.includes(id));
}

/** "2 min 5 s in", "at the start": when in a scenario something happened. */
export const momentText = (seconds: number): string =>
  seconds === 0 ? 'at the start' : `${formatDuration(seconds)} in`;

/** What readers call a scenario. */
export const scenarioName = (report: RunReport, id: string | null): string =>
  report.measures.scenarios.find((scenario) => scenario.id === id)?.name ?? id ?? 'whole run';

/** Heading of a panel: none where it is the only one. */
export const panelHeading = (report: RunReport, id: string, panels: number): string | null =>
  panels === 1 && report.measures.scenarios.length === 1 ? null : scenarioName(report, id);

const signs: Record<BoundOp, string> = { below: '<', atMost: '≤', above: '>', atLeast: '≥' };

/** "p95 < 500"; of what is not in milliseconds, which is the unit of its charts, with the unit: "< 1%". */
export function boundText({ bound, metric, terms }: TargetResult, name: string): string {
  const value = metric.startsWith('response.')
    ? formatNumber(bound.value)
    : formatMetric(bound.value, { metric, terms });
  return `${name} ${signs[bound.op]} ${value}`.trim();
}

/** Targets on a metric that hold for all samples of a scenario together. */
export const targetsOn = (
  report: RunReport,
  metrics: readonly MetricId[],
  scenario: string,
): TargetResult[] =>
  report.targets.filter(
    (target) =>
      metrics.includes(target.metric) &&
      (target.scope.scenario === null || target.scope.scenario === scenario) &&
      (target.scope.endpoint === null || target.scope.endpoint === '*'),
  );

/** A mark of a load step: where it begins, and the users from there on; no label where the next is too near. */
export interface StepMark {
  readonly t: number;
  readonly label: string;
}

/** Width of a small panel, and of a digit and the room around a label in it, in pixels. */
const panelWidth = 240;
const digitWidth = 6;
const labelRoom = 6;

/** Where the users of a scenario changed, where there are at least two load steps; `untilSeconds` ends the axis. */
export function loadSteps(report: RunReport, scenario: string, untilSeconds: number): StepMark[] {
  const steps = report.measures.steps.filter((step) => step.scenario === scenario);
  if (steps.length < 2) return [];
  const roomFor = (text: string): number =>
    ((text.length * digitWidth + labelRoom) / panelWidth) * untilSeconds;
  const rooms = steps.map(
    ({ startSeconds }, i) => (steps[i + 1]?.startSeconds ?? untilSeconds) - startSeconds,
  );
  // Said once, where it fits best.
  const widest = rooms.indexOf(largest(rooms));
  return steps.map(({ users, startSeconds }, i) => {
    const long = `${fixed(users, 0)}${users === 1 ? ' user' : ' users'}`;
    const label = i === widest && at(rooms, i) >= roomFor(long) ? long : fixed(users, 0);
    return { t: startSeconds, label: at(rooms, i) >= roomFor(label) ? label : '' };
  });
}

/** A stretch of time that a finding marks; `mark` is what stands above it. */
interface FindingWindow {
  readonly t: number;
  readonly t2: number;
  readonly label: string;
  readonly mark: string;
  readonly title: string;
}

/** The stretches of time that findings mark in a scenario, lettered as they come. */
export const findingWindows = (report: RunReport, scenario: string): FindingWindow[] =>
  withMarks(
    report.measures.findings
      .flatMap(({ window, title }) => (window?.scenario === scenario ? [{ window, title }] : []))
      .slice(0, 4)
      .map(({ window, title }, i) => ({
        t: window.startSeconds,
        t2: window.endSeconds,
        label: String.fromCodePoint(65 + i),
        title,
      })),
  );

/** Letters closer than this share of the axis would run into one word. */
const letterRoom = (2 * digitWidth + labelRoom) / panelWidth;

/** Where stretches start close together, the first has the letters of all: "A, B". */
function withMarks(all: readonly Omit<FindingWindow, 'mark'>[]): FindingWindow[] {
  const room = letterRoom * largest([0, ...all.map(({ t2 }) => t2)]);
  const groups: Omit<FindingWindow, 'mark'>[][] = [];
  for (const one of all.toSorted((a, b) => a.t - b.t)) {
    const group = groups.at(-1);
    if (group === undefined || one.t - at(group, 0).t > room) groups.push([one]);
    else group.push(one);
  }
  const marks = new Map(groups.map((group) => [group[0], group.map(({ label }) => label).join(', ')]));
  return all.map((one) => ({ ...one, mark: marks.get(one) ?? '' }));
}

/** "A: errors rise …" for each marked stretch. */
export const windowWords = (marks: readonly { label: string; title: string }[]): string =>
  marks.map(({ label, title }) => ` Shaded ${label}: ${title.replace(/[.]?$/, '.')}`).join('');

/** Seconds in a table. */
export const secondsText = (seconds: number): string => fixed(seconds, Number.isInteger(seconds) ? 0 : 1);

/** "p95" of "response.p95". */
export const percentileName = (metric: MetricId): string =>
  metric.replace('response.', '').replace('p999', 'p99.9');
