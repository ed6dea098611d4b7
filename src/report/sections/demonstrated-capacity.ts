import { formatDuration, formatNumber, fixed } from '../../model/text/format.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { RunReport, TargetResult } from '../../model/run-report.ts';
import type { Cell, TableBlock } from '../../model/section.ts';
import { sessionsPerDay, sustainedLoad } from '../../stats/capacity.ts';
import { scenarioName } from '../findings/place.ts';
import { isJudged } from '../steps/sustained-users.ts';
import { unjudgedText } from '../steps/unjudged-text.ts';
import { text } from './cells.ts';

/** The template's three lines, each with its evidence or "not identifiable". */
export function demonstratedCapacity(report: RunReport, project: Project): TableBlock {
  return {
    kind: 'table',
    id: 'limits',
    caption: 'Demonstrated capacity',
    isStacked: true,
    columns: [
      { key: 'limit', label: 'Limit', type: 'text' },
      { key: 'value', label: 'Value', type: 'number' },
      { key: 'evidence', label: 'Evidence', type: 'text' },
    ],
    rows: [
      { limit: text('Maximum concurrent users'), ...usersLimit(report.measures) },
      { limit: text('Messages per minute'), ...messagesLimit(report, project) },
      { limit: text('Sessions per day'), ...sessionsLimit(report, project) },
    ],
  };
}

type Limit = Readonly<{ value: Cell; evidence: Cell }>;
const notIdentifiable = (why: string): Limit => ({ value: text('not identifiable'), evidence: text(why) });

/** The scenario that shows most, with the first step that failed. */
function usersLimit(measures: RunMeasures): Limit {
  const shown = [...Map.groupBy(measures.steps.filter(isJudged), (step) => step.scenario)]
    .map(([scenario, steps]) => ({
      scenario,
      ...sustainedLoad(steps.map((step) => ({ load: step.users, isMet: step.meetsTargets }))),
    }))
    .toSorted((a, b) => (b.atLeast ?? 0) - (a.atLeast ?? 0));
  const [best] = shown;
  const unknown = unjudgedText(measures.steps);
  if (best === undefined) return notIdentifiable(unknown ?? 'No load step could be judged against a target.');
  const odd = best.isConsistent
    ? ''
    : ' A higher step met the targets, so something other than the load affects the results. Repeat the run.';
  if (best.atLeast === null) {
    const tried = measures.steps.filter(({ scenario }) => scenario === best.scenario).length;
    return noneMet(best.firstFailing, odd, unknown, tried === 1);
  }
  const next =
    best.firstFailing === null
      ? 'no higher load failed, so the limit was not reached'
      : `the first failing step has ${formatNumber(best.firstFailing)}`;
  const where = shown.length === 1 ? '' : ` of ${scenarioName(measures, best.scenario)}`;
  return {
    value: text(`at least ${formatNumber(best.atLeast)}`),
    evidence: text(`Highest load step${where} at which every target is met; ${next}.${odd}`),
  };
}

function noneMet(firstFailing: number | null, odd: string, unknown: string | null, isOnly: boolean): Limit {
  if (firstFailing === null)
    return notIdentifiable(
      'Load steps are inconclusive: they have too few requests, or their intervals contain a bound.',
    );
  return {
    value: text(`below ${formatNumber(firstFailing)}`),
    evidence: text(
      unknown === null
        ? isOnly
          ? `This load misses a target, and no lower one was measured by itself.${odd}`
          : `The step with ${formatNumber(firstFailing)} misses a target, and no lower one meets them all.${odd}`
        : `The step with ${formatNumber(firstFailing)} misses a target. ${unknown}${odd}`,
    ),
  };
}

/** Scenarios in which a target on response times, errors or throughput is missed. */
function failingScenarios({ targets }: RunReport): Set<string | null> {
  const isOfRequests = ({ metric }: TargetResult): boolean => !/^(users|memory|cpu)\./.test(metric);
  return new Set(
    targets.filter(isOfRequests).flatMap(({ failing }) => failing.map(({ scenario }) => scenario)),
  );
}

interface Rate {
  readonly scenario: string;
  readonly perMinute: number;
}

/** The highest rate among scenarios that miss no target, and whether others sent more. */
function bestRate(report: RunReport, rates: readonly Rate[]): { best: Rate | null; beaten: Rate | null } {
  const failing = failingScenarios(report);
  const highest = (some: readonly Rate[]): Rate | null =>
    some.toSorted((a, b) => b.perMinute - a.perMinute)[0] ?? null;
  const best = highest(rates.filter(({ scenario }) => !failing.has(scenario)));
  const beaten = highest(rates.filter(({ scenario }) => failing.has(scenario)));
  return {
    best,
    beaten: best !== null && beaten !== null && beaten.perMinute <= best.perMinute ? null : beaten,
  };
}

/** What a scenario that misses a target sent, where it is more. */
const beatenText = (report: RunReport, beaten: Rate | null): string =>
  beaten === null
    ? ''
    : ` ${scenarioName(report.measures, beaten.scenario)} had ${formatNumber(beaten.perMinute)} per minute, but misses a target.`;

const noneMeets = (report: RunReport, beaten: Rate | null): Limit =>
  notIdentifiable(`Every scenario that has them misses a target.${beatenText(report, beaten)}`);

function messagesLimit(report: RunReport, { messages }: Project): Limit {
  if (messages === undefined)
    return notIdentifiable('Set "messages" in project.json to the endpoints whose requests are messages.');
  const rates = report.measures.throughput.flatMap(({ scenario, messagesPerMinute }) =>
    messagesPerMinute === null ? [] : [{ scenario, perMinute: messagesPerMinute }],
  );
  if (rates.length === 0) return notIdentifiable('No scenario sent messages.');
  const { best, beaten } = bestRate(report, rates);
  if (best === null) return noneMeets(report, beaten);
  return {
    value: shownRate(report.measures, best, formatNumber(best.perMinute)),
    evidence: text(
      `${overWhat(report.measures, best)}, which misses no target.${beatenText(report, beaten)}`,
    ),
  };
}

/** Load steps are averaged: their highest carried more. */
function overWhat(measures: RunMeasures, { scenario }: Rate): string {
  const steps = measures.steps.filter((step) => step.scenario === scenario).length;
  const name = scenarioName(measures, scenario);
  return steps < 2
    ? `Sustained over the whole of ${name}`
    : `On average over the ${steps} load steps of ${name}`;
}

/** A rate sustained for a shorter time says little about a minute, and less about an hour. */
const shortestSeconds = 60;

/** A rate sustained long enough is a lower bound; a shorter one is an extrapolation. */
function shownRate({ scenarios }: RunMeasures, { scenario }: Rate, rate: string): Cell {
  const seconds = scenarios.find(({ id }) => id === scenario)?.durationSeconds ?? null;
  return seconds === null || seconds >= shortestSeconds
    ? text(`at least ${rate}`)
    : text(rate, { note: `extrapolated from ${formatDuration(seconds)}` });
}

/** Three significant digits, as an extrapolation deserves; rounded down, since it is a lower bound. */
function downToThreeDigits(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 2);
  return Math.floor(value / unit) * unit;
}

function sessionsLimit(report: RunReport, { sessions, dayProfile }: Project): Limit {
  if (sessions === undefined || dayProfile === undefined)
    return notIdentifiable(
      'Set "sessions" and "dayProfile" (share of a day’s sessions in its busiest hour) in project.json.',
    );
  const rates = report.measures.throughput.flatMap(({ scenario, sessionsPerMinute }) =>
    sessionsPerMinute === null ? [] : [{ scenario, perMinute: sessionsPerMinute }],
  );
  if (rates.length === 0) return notIdentifiable('No scenario opened sessions.');
  const { best, beaten } = bestRate(report, rates);
  if (best === null) return noneMeets(report, beaten);
  const perDay = sessionsPerDay(best.perMinute, dayProfile);
  if (perDay === null) return notIdentifiable('"dayProfile" is below 1/24, an even share of the day.');
  return {
    value: shownRate(report.measures, best, fixed(downToThreeDigits(perDay), 0)),
    evidence: text(
      `${formatNumber(best.perMinute)} per minute in ${scenarioName(report.measures, best.scenario)}, which misses no target. Assumes that the busiest hour has ${formatNumber(dayProfile * 100)}% of a day’s sessions.${beatenText(report, beaten)}`,
    ),
  };
}
