import { formatValue } from '../../model/text/format.ts';
import type { RunMeasures, StepMeasures } from '../../model/run-measures.ts';
import type { Block, Cell, TableBlock } from '../../model/section.ts';
import { demonstratedCapacity } from './demonstrated-capacity.ts';
import { number, text } from './cells.ts';
import { modelBlocks } from './scaling-model.ts';
import { unjudgedText } from '../steps/unjudged-text.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

export const scalingCurrentLimits: SectionRule = {
  id: 'scaling',
  heading: 'Scaling: current limits',
  short: 'Scaling',
  ofBenchmarks: 'never',
  empty: {
    text: 'This run does not identify any limit.',
    hint: 'Measure with load steps: state each step’s users, start and duration in run.json, or let the tool record its users.',
  },
  blocks: ({ report, project }: SectionInput): Block[] => {
    const { measures, commentary } = report;
    const suggestions = commentary.scaling.map((markdown) => ({ kind: 'commentary', markdown }) as const);
    if (measures.throughput.length === 0) return suggestions;
    const steps = stepTables(measures);
    const limits = [demonstratedCapacity(report, project), ...modelBlocks(measures)];
    if (steps.length === 0) return [...limits, ...suggestions];
    const figure: Block = { kind: 'figure', chart: 'users-vs-throughput', caption: null, open: 1 };
    const fold: Block = { kind: 'fold', summary: 'Load steps', blocks: steps };
    return [{ kind: 'beside', main: [...limits, fold], side: [figure] }, ...suggestions];
  },
};

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
        users: text(formatValue(step.users, 'count')),
        rate: number(step.requestsPerSecond, '1/s'),
        p50: number(step.p50, 'ms'),
        p95: number(step.p95, 'ms'),
        errors: number(step.errorRate, 'share'),
        met: verdictCell(step),
      })),
      note: noteOf(some),
    };
    return [table];
  });
}

/** How a step fared: by its whole intervals, like any target. */
function verdictCell({ meetsTargets, isInconclusive, unjudged }: StepMeasures): Cell {
  if (unjudged !== undefined) return text('not judged', { tone: 'unsure' });
  if (isInconclusive === true) return text('inconclusive', { tone: 'unsure' });
  if (meetsTargets === null) return text(null);
  return meetsTargets ? text('met', { tone: 'good' }) : text('not met', { tone: 'bad' });
}

const noteOf = (steps: readonly StepMeasures[]): string =>
  [sourceOf(steps), unjudgedText(steps)].filter((part) => part !== null).join(' ');

const sourceOf = (steps: readonly StepMeasures[]): string =>
  steps.some(({ source }) => source === 'reported')
    ? 'Values are of all requests, from the history that the tool reported; targets are judged for each endpoint. Percentiles lie within those of its windows.'
    : 'Percentiles of a step come from its slices’ histograms (within 0.5%). A step meets the targets if the whole 95% interval of each metric does, for every endpoint.';
