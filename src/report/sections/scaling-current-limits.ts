import { formatFigure, formatNumber, fixed } from '../../model/format.ts';
import type { Project } from '../../model/project.ts';
import type { RunMeasures, StepMeasures } from '../../model/run-measures.ts';
import type { Block, Cell, TableBlock } from '../../model/section.ts';
import { number, text } from './cells.ts';
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
    return [limits(measures, project), ...stepTables(measures), ...said];
  },
};

/** The template's three lines, each with its evidence or "not identifiable". */
function limits(measures: RunMeasures, project: Project): TableBlock {
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
      { limit: text('Maximum concurrent users'), ...usersLimit(measures.steps) },
      { limit: text('Messages per minute'), ...messagesLimit(measures, project) },
      { limit: text('Sessions per day'), ...sessionsLimit(measures, project) },
    ],
  };
}

type Limit = Readonly<{ value: Cell; evidence: Cell }>;
const notIdentifiable = (why: string): Limit => ({ value: text('not identifiable'), evidence: text(why) });

function usersLimit(steps: readonly StepMeasures[]): Limit {
  const judged = steps.filter((step) => step.meetsTargets !== null);
  if (judged.length === 0) return notIdentifiable('No load step could be judged against a target.');
  const met = judged.filter((step) => step.meetsTargets === true);
  const best = Math.max(0, ...met.map((step) => step.users));
  const failing = judged
    .filter((step) => step.meetsTargets === false && step.users > best)
    .map((step) => step.users);
  if (met.length === 0) return { value: text('0'), evidence: text('No load step meets the targets.') };
  const next =
    failing.length === 0
      ? 'no higher step failed, so the limit was not reached'
      : `the first failing step has ${Math.min(...failing)}`;
  return {
    value: text(`at least ${best}`),
    evidence: text(`Highest load step at which every target is met; ${next}.`),
  };
}

function messagesLimit({ throughput }: RunMeasures, { messages }: Project): Limit {
  if (messages === undefined)
    return notIdentifiable('Set "messages" in project.json to the endpoints whose requests are messages.');
  const rates = throughput.flatMap((row) =>
    row.messagesPerMinute === null ? [] : [{ row, rate: row.messagesPerMinute }],
  );
  if (rates.length === 0) return notIdentifiable('No scenario sent messages.');
  const best = rates.reduce((a, b) => (b.rate > a.rate ? b : a));
  return {
    value: text(`at least ${formatNumber(best.rate)}`),
    evidence: text(`Sustained over the whole of ${best.row.scenario}.`),
  };
}

const minutesPerHour = 60;

function sessionsLimit({ throughput }: RunMeasures, { sessions, dayProfile }: Project): Limit {
  if (sessions === undefined || dayProfile === undefined)
    return notIdentifiable(
      'Set "sessions" and "dayProfile" (share of a day’s sessions in its busiest hour) in project.json.',
    );
  const rates = throughput.flatMap((row) =>
    row.sessionsPerMinute === null ? [] : [{ row, rate: row.sessionsPerMinute }],
  );
  if (rates.length === 0) return notIdentifiable('No scenario opened sessions.');
  const best = rates.reduce((a, b) => (b.rate > a.rate ? b : a));
  const perDay = (best.rate * minutesPerHour) / dayProfile;
  return {
    value: text(`at least ${fixed(Math.floor(perDay), 0)}`),
    evidence: text(
      `${formatNumber(best.rate)} per minute in ${best.row.scenario}, taken as the busiest hour, which holds ${formatNumber(dayProfile * 100)} % of a day’s sessions.`,
    ),
  };
}

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
