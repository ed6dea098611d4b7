import type { Block } from '../../model/section.ts';
import { keyWords, text } from './cells.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

type Known = readonly (readonly [key: string, label: string])[];

const systemKeys: Known = [
  ['cpu', 'CPU'],
  ['memory', 'Memory'],
  ['disk', 'Disk'],
  ['os', 'Operating system'],
  ['runtime', 'Runtime version'],
];

const environmentKeys: Known = [
  ['server', 'API server'],
  ['database', 'Database type'],
  ['network', 'Network'],
];

export const testConfigurationSystem: SectionRule = {
  id: 'test-configuration-system',
  heading: 'Test configuration: system',
  short: 'System',
  empty: {
    text: 'The system is not recorded.',
    hint: 'Add "system" to run.json: cpu, memory, disk, os, runtime.',
  },
  blocks: ({ report }: SectionInput) =>
    facts(
      { ...report.measures.systemFromFiles, ...report.measures.manifest.system },
      report.measures.kind === 'load' ? systemKeys : systemKeys.filter(([key]) => key !== 'disk'),
    ),
};

export const testConfigurationEnvironment: SectionRule = {
  id: 'test-configuration-environment',
  heading: 'Test configuration: environment',
  short: 'Environment',
  // Of a server, a database and a network between.
  ofBenchmarks: 'with-data',
  empty: {
    text: 'The environment is not recorded.',
    hint: 'Add "environment" to run.json: server, database, network.',
  },
  blocks: ({ report }: SectionInput) => facts(report.measures.manifest.environment ?? {}, environmentKeys),
};

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** The template's keys first, recorded or not, then all others. */
function facts(recorded: Readonly<Record<string, string | number | boolean>>, known: Known): Block[] {
  const keys = Object.keys(recorded);
  if (keys.length === 0) return [];
  const named = new Set(known.map(([key]) => key));
  const others = keys.filter((key) => !named.has(key)).map((key) => [key, capital(keyWords(key))] as const);
  return [
    {
      kind: 'facts',
      facts: [...known, ...others].map(([key, label]) => ({
        label,
        value: text(Object.hasOwn(recorded, key) ? String(recorded[key]) : 'not recorded'),
      })),
    },
  ];
}
