import { formatDuration, formatValue, fixed } from '../../model/text/format.ts';
import type { ScenarioMeasures } from '../../model/run-measures.ts';
import type { Cell } from '../../model/section.ts';
import { keyWords, text } from './cells.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';
import { largest, smallest } from '../../model/long-lists.ts';

const loadModels = {
  open: 'open (requests arrive at a given rate)',
  closed: 'closed (each user waits for the response)',
};

export const testScenarios: SectionRule = {
  id: 'test-scenarios',
  heading: 'Test scenarios',
  short: 'Scenarios',
  ofBenchmarks: 'never',
  empty: {
    text: 'No scenarios are known.',
    hint: 'Put the raw files of each scenario in a folder of its own, or list "scenarios" in run.json.',
  },
  blocks: ({ report }: SectionInput) =>
    report.measures.scenarios.length === 0
      ? []
      : [
          {
            kind: 'table',
            id: 'scenarios',
            caption: 'Scenarios',
            isStacked: true,
            isCaptionUnseen: true,
            columns: [
              { key: 'scenario', label: 'Scenario', type: 'text' },
              { key: 'users', label: 'Users', type: 'number', phone: 'last' },
              { key: 'model', label: 'Load model', type: 'text', phone: 'last' },
              { key: 'parameters', label: 'Parameters', type: 'text', phone: 'last' },
              { key: 'duration', label: 'Duration', type: 'number', phone: 'last' },
              { key: 'warmup', label: 'Warm-up excluded', type: 'number', phone: 'last' },
            ],
            rows: report.measures.scenarios.map((scenario) =>
              row(scenario, report.measures.throughput.find((one) => one.scenario === scenario.id)?.maxUsers),
            ),
          },
        ],
};

function row(scenario: ScenarioMeasures, seenUsers: number | null = null): Record<string, Cell> {
  const { id, name, description, users, loadModel, parameters, durationSeconds, steps } = scenario;
  const given = Object.entries(parameters).map(([key, value]) => `${keyWords(key)}: ${String(value)}`);
  // "peak-load" says no more than "Peak Load".
  const isNamed = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-') === id;
  const note = [isNamed || name === id ? '' : id, description ?? ''].filter(Boolean).join(': ');
  return {
    scenario: text(name, note === '' ? {} : { note }),
    users:
      users === null && steps.length === 0 && seenUsers !== null
        ? text(formatValue(seenUsers, 'count'), { note: 'most observed' })
        : text(usersText(users, steps)),
    model: text(loadModel === null ? 'not recorded' : loadModels[loadModel]),
    parameters: text(given.length === 0 ? 'not recorded' : given.join('; ')),
    duration: text(durationSeconds === null ? 'not recorded' : formatDuration(durationSeconds)),
    warmup: text(warmupText(scenario)),
  };
}

function usersText(users: number | null, steps: ScenarioMeasures['steps']): string {
  if (steps.length > 0) {
    const levels = steps.map((step) => step.users);
    return `${fixed(smallest(levels), 0)} to ${fixed(largest(levels), 0)} in ${steps.length} steps`;
  }
  return users === null ? 'not recorded' : formatValue(users, 'count');
}

function warmupText({ warmupSeconds, warmupRequests }: ScenarioMeasures): string {
  if (warmupSeconds === null || warmupSeconds === 0) return 'none';
  return `${formatDuration(warmupSeconds)}, ${formatValue(warmupRequests, 'count')} requests`;
}
