import { formatDuration, formatFigure, formatNumber, fixed } from '../../model/format.ts';
import type { Project } from '../../model/project.ts';
import type { Coefficient, RunMeasures, ScalingFit } from '../../model/run-measures.ts';
import type { RunReport, TargetResult } from '../../model/run-report.ts';
import type { Block, Cell, TableBlock } from '../../model/section.ts';
import { sessionsPerDay, sustainedLoad } from '../../stats/capacity.ts';
import { intervalText, number, numberWithInterval, text } from './cells.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

export const scalingCurrentLimits: SectionRule = {
  id: 'scaling',
  heading: 'Scaling: current limits',
  short: 'Scaling',
  empty: {
    text: 'No limit can be identified from this run.',
    hint: 'Measure with load steps: give each step’s users, start and duration in run.json, or let the tool record its users.',
  },
  blocks: ({ report, project }: SectionInput): Block[] => {
    const { measures, words } = report;
    const said = words.scaling.map((markdown) => ({ kind: 'words', markdown }) as const);
    if (measures.throughput.length === 0) return said;
    return [limits(report, project), ...modelBlocks(measures), ...stepTables(measures), ...said];
  },
};

/** The template's three lines, each with its evidence or "not identifiable". */
function limits(report: RunReport, project: Project): TableBlock {
  return {
    kind: 'table',
    id: 'limits',
    caption: 'What the system is shown to carry',
    columns: [
      { key: 'limit', label: 'Limit', type: 'text' },
      { key: 'value', label: 'Shown', type: 'number' },
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

const nameOf = ({ scenarios }: RunMeasures, id: string): string =>
  scenarios.find((one) => one.id === id)?.name ?? id;

/** The scenario that shows most, with the first step above it that failed. */
function usersLimit(measures: RunMeasures): Limit {
  const judged = measures.steps.filter((step) => step.meetsTargets !== null);
  if (judged.length === 0) return notIdentifiable('No load step could be judged against a target.');
  const shown = [...Map.groupBy(judged, (step) => step.scenario)]
    .map(([scenario, steps]) => ({
      scenario,
      ...sustainedLoad(steps.map((step) => ({ load: step.users, isMet: step.meetsTargets }))),
    }))
    .toSorted((a, b) => (b.atLeast ?? 0) - (a.atLeast ?? 0));
  const best = shown[0]!;
  if (best.atLeast === null) return { value: text('0'), evidence: text('No load step meets the targets.') };
  const next =
    best.firstFailing === null
      ? 'no higher step failed, so the limit was not reached'
      : `the first failing step has ${formatNumber(best.firstFailing)}`;
  const odd = best.isConsistent
    ? ''
    : ' A lower step failed too: something other than the load decides, so repeat the run.';
  const where = shown.length === 1 ? '' : ` of ${nameOf(measures, best.scenario)}`;
  return {
    value: text(`at least ${formatNumber(best.atLeast)}`),
    evidence: text(`Highest load step${where} at which every target is met; ${next}.${odd}`),
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
    : ` ${nameOf(report.measures, beaten.scenario)} had ${formatNumber(beaten.perMinute)} per minute, but misses a target.`;

const noneMeets = (report: RunReport, beaten: Rate | null): Limit =>
  notIdentifiable(`Every scenario with them misses a target.${beatenText(report, beaten)}`);

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
    value: text(`at least ${formatNumber(best.perMinute)}`, shortNote(report.measures, best)),
    evidence: text(
      `${overWhat(report.measures, best)}, which misses no target.${beatenText(report, beaten)}`,
    ),
  };
}

/** Load steps are averaged: their highest carried more. */
function overWhat(measures: RunMeasures, { scenario }: Rate): string {
  const steps = measures.steps.filter((step) => step.scenario === scenario).length;
  const name = nameOf(measures, scenario);
  return steps < 2
    ? `Sustained over the whole of ${name}`
    : `On average over the ${steps} load steps of ${name}`;
}

/** A rate that was held for less than this says little of a minute, and less of an hour. */
const shortestSeconds = 60;

function shortNote({ scenarios }: RunMeasures, { scenario }: Rate): { note?: string } {
  const seconds = scenarios.find(({ id }) => id === scenario)?.durationSeconds ?? null;
  return seconds === null || seconds >= shortestSeconds
    ? {}
    : { note: `extrapolated from ${formatDuration(seconds)}` };
}

/** Three digits are all that an extrapolation holds; down, since it is a lower bound. */
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
  if (perDay === null)
    return notIdentifiable('"dayProfile" is less than an even share of the day, a twenty-fourth.');
  return {
    value: text(`at least ${fixed(downToThreeDigits(perDay), 0)}`, shortNote(report.measures, best)),
    evidence: text(
      `${formatNumber(best.perMinute)} per minute in ${nameOf(report.measures, best.scenario)}, which misses no target, taken as the busiest hour, which holds ${formatNumber(dayProfile * 100)} % of a day’s sessions.${beatenText(report, beaten)}`,
    ),
  };
}

/** What a model says of where throughput ends, a row for each scenario with load steps. */
function modelBlocks(measures: RunMeasures): Block[] {
  if (measures.scaling.length === 0) return [];
  return [
    {
      kind: 'table',
      id: 'scaling-model',
      caption: 'What a model says (not measured)',
      columns: [
        { key: 'scenario', label: 'Scenario', type: 'text' },
        { key: 'peak', label: 'Highest throughput', type: 'text' },
        { key: 'alpha', label: 'Contention', type: 'number', unit: '%' },
        { key: 'beta', label: 'Coherence', type: 'number', unit: '%' },
        { key: 'gamma', label: 'One user', type: 'number', unit: '/s' },
      ],
      rows: measures.scaling.map(({ scenario, fit, reason }) => ({
        scenario: text(nameOf(measures, scenario)),
        ...(fit === null ? { peak: text('not identifiable', { note: reason ?? '' }) } : modelCells(fit)),
      })),
      note: 'Universal Scalability Law (Gunther 2007): throughput = γN / (1 + α(N − 1) + βN(N − 1)), least squares through the load steps, with 95 % intervals. α is the share of the work that waits in line, β the cost of agreeing. It needs five steps of which one is at the bend.',
    },
  ];
}

function modelCells({ peak, alpha, beta, gamma, limitPerSecond, steps }: ScalingFit): Record<string, Cell> {
  const ofSteps = `through ${steps} steps`;
  const highest =
    peak === null
      ? text('no peak can be stated', {
          note:
            limitPerSecond === null
              ? ofSteps
              : `the interval of coherence holds 0; without it at most ${formatFigure(limitPerSecond, '1/s')}; ${ofSteps}`,
        })
      : text(`${formatFigure(peak.requestsPerSecond, '1/s')} at ${formatNumber(peak.users)} users`, {
          note: `${peak.interval === null ? '' : `${intervalText(peak.interval, 'users')} users; `}${peak.isExtrapolated ? 'far beyond what was tested; ' : ''}${ofSteps}`,
        });
  return {
    peak: highest,
    alpha: coefficientCell(alpha),
    beta: coefficientCell(beta),
    gamma: numberWithInterval(gamma.value, '1/s', gamma.interval),
  };
}

/** A share that the fit holds at its lower bound has no interval of its own. */
const coefficientCell = ({ value, interval }: Coefficient): Cell =>
  value === 0 ? text('0', { note: 'at its bound' }) : numberWithInterval(value, 'share', interval);

function stepTables({ steps, scenarios }: RunMeasures): Block[] {
  const names = new Map(scenarios.map(({ id, name }) => [id, name]));
  return [...Map.groupBy(steps, (step) => step.scenario)].flatMap(([scenario, some]): Block[] => {
    if (some.length < 2) return [];
    const table: TableBlock = {
      kind: 'table',
      id: `steps-${scenario}`,
      caption: `Load steps of ${names.get(scenario) ?? scenario}`,
      columns: [
        { key: 'users', label: 'Users', type: 'number' },
        { key: 'rate', label: 'Requests/s', type: 'number' },
        { key: 'p50', label: 'Median', type: 'number', unit: 'ms' },
        { key: 'p95', label: '95th', type: 'number', unit: 'ms' },
        { key: 'errors', label: 'Error rate', type: 'number', unit: '%' },
        { key: 'met', label: 'Targets', type: 'verdict' },
      ],
      rows: some.map((step) => ({
        users: text(formatFigure(step.users, 'count')),
        rate: number(step.requestsPerSecond, '1/s'),
        p50: number(step.p50, 'ms'),
        p95: number(step.p95, 'ms'),
        errors: number(step.errorRate, 'share'),
        met:
          step.meetsTargets === null
            ? text(null)
            : text(step.meetsTargets ? 'met' : 'not met', { tone: step.meetsTargets ? 'good' : 'bad' }),
      })),
      note: 'Percentiles of a step come from its slices’ histograms (within 0.5 %). A step meets the targets when every figure that they hold for does, as measured.',
    };
    return [table, { kind: 'figure', chart: 'users-vs-throughput', caption: null }];
  });
}
