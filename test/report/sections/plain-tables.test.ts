import { describe, expect, it } from 'vitest';
import { at } from '../../../src/model/checked.ts';
import { commentarySchema } from '../../../src/model/documents/commentary.ts';
import type { Manifest } from '../../../src/model/documents/manifest.ts';
import { defaultProject } from '../../../src/model/documents/project.ts';
import type { ErrorRow, RunMeasures } from '../../../src/model/run-measures.ts';
import type { RunReport } from '../../../src/model/run-report.ts';
import type { Block, Cell } from '../../../src/model/section.ts';
import { attachments } from '../../../src/report/sections/attachments.ts';
import { errorRates } from '../../../src/report/sections/error-rates.ts';
import { noFiles, type RunFiles, type SectionRule } from '../../../src/report/sections/section-rule.ts';
import {
  testConfigurationEnvironment,
  testConfigurationSystem,
} from '../../../src/report/sections/test-configuration.ts';
import { makeReports, makeRun } from '../../history/make-run.ts';
import { flatBlocks } from '../flat-blocks.ts';

const reportOf = (over: Partial<RunMeasures> = {}): RunReport => {
  const report = at(makeReports([makeRun({ day: 1 })]), 0);
  return { ...report, measures: { ...report.measures, ...over } };
};
const blocksOf = (rule: SectionRule, report: RunReport, files: RunFiles = noFiles): Block[] =>
  flatBlocks(rule.blocks({ report, project: defaultProject, files }));
const plain = (shown: string): string => shown.replaceAll('\u00a0', ' ');
const rowsOf = (block: Block | undefined): string[][] =>
  block?.kind === 'table' ? block.rows.map((row) => Object.values(row).map((cell) => plain(cell.text))) : [];

describe('error rates', () => {
  const row = (over: Partial<ErrorRow>): ErrorRow => ({
    scenario: 'shop',
    count: 2_000,
    errors: 20,
    rate: 0.01,
    interval: { lower: 0.006, upper: 0.016 },
    types: [],
    source: 'counted',
    files: ['a.csv'],
    ...over,
  });

  it('have a row for each scenario, with its most frequent errors', () => {
    const types = (count: number): ErrorRow['types'] =>
      ['500', '503', 'timeout', 'reset', 'EOF'].slice(0, count).map((type, i) => ({ type, count: 10 - i }));
    const errors = [row({}), row({ scenario: 'other', types: types(3) }), row({ types: types(5) })];
    const [table] = blocksOf(errorRates, reportOf({ errors }));
    expect(rowsOf(table)).toEqual([
      ['shop', '2,000', '20', '1', '0.600 to 1.60', '–'],
      ['other', '2,000', '20', '1', '0.600 to 1.60', '500 (10), 503 (9), timeout (8)'],
      ['shop', '2,000', '20', '1', '0.600 to 1.60', '500 (10), 503 (9), timeout (8) and 2 more'],
    ]);
  });

  it('say whether errors were counted or reported', () => {
    const sourceOf = (source: ErrorRow['source']): Cell['provenance'] => {
      const [table] = blocksOf(errorRates, reportOf({ errors: [row({ source })] }));
      return table?.kind === 'table' ? table.rows[0]?.rate?.provenance : undefined;
    };
    expect(sourceOf('counted')).toMatchObject({ source: 'exact', relativeError: 0, n: 2_000 });
    expect(sourceOf('reported')).toMatchObject({ source: 'reported', relativeError: null, n: 2_000 });
    expect(blocksOf(errorRates, reportOf({ errors: [] }))).toEqual([]);
  });
});

describe('attachments', () => {
  const files: RunFiles = {
    addressOf: (file) => (file.endsWith('.csv') ? `https://host/${file}` : null),
    pictureOf: (file) => (file.endsWith('.png') ? `/_astro/${file}` : null),
  };

  it('list raw files with what was read of them, and link those that have an address', () => {
    const source = {
      ...at(makeRun({ day: 1 }).sources, 0),
      file: 'a.csv',
      tool: 'k6',
      toolVersion: '1.0',
      format: 'k6-csv',
      sha256: 'abc',
      bytes: 2_048,
      rows: 1_200,
      refused: { count: 3, first: [] },
    };
    const sources = [source, { ...source, file: 'b.json', toolVersion: null }];
    const [table, ...others] = blocksOf(attachments, reportOf({ sources }), files);
    expect(others).toEqual([]);
    expect(rowsOf(table)[0]).toEqual([
      'a.csv',
      'k6 1.0',
      'k6-csv',
      '1,200',
      '3',
      expect.stringMatching(/^2(\.0\d*)? k/),
      'abc',
    ]);
    expect(rowsOf(table)[1]?.[1]).toBe('k6');
    const hrefs = table?.kind === 'table' ? table.rows.map(({ file }) => file?.href) : [];
    expect(hrefs).toEqual(['https://host/a.csv', undefined]);
  });

  it('list files of the manifest and of the commentary, and show pictures', () => {
    const manifest: Manifest = {
      attachments: [{ file: 'log.csv', label: 'Server log' }, { file: 'cpu.png' }],
    };
    const commentary = commentarySchema.parse({ attachments: [{ file: 'notes.txt' }] });
    const blocks = blocksOf(attachments, { ...reportOf({ sources: [], manifest }), commentary }, files);
    expect(rowsOf(blocks[0])).toEqual([
      ['Server log', 'log.csv'],
      ['cpu.png', 'cpu.png'],
      ['notes.txt', 'notes.txt'],
    ]);
    expect(blocks.slice(1)).toEqual([{ kind: 'image', src: '/_astro/cpu.png', label: 'cpu.png' }]);
    expect(blocksOf(attachments, reportOf({ sources: [] }), files)).toEqual([]);
  });
});

describe('the configuration', () => {
  const factsOf = (rule: SectionRule, over: Partial<RunMeasures>): string[][] =>
    blocksOf(rule, reportOf(over)).flatMap((block) =>
      block.kind === 'facts' ? block.facts.map(({ label, value }) => [label, value.text]) : [],
    );

  it('of the system has the usual keys, recorded or not, then others; the manifest before the files', () => {
    const manifest: Manifest = { system: { cpu: '8 cores', swap_size: 0, turbo: false } };
    expect(
      factsOf(testConfigurationSystem, { manifest, systemFromFiles: { cpu: 'CPU', runtime: 'Node 24' } }),
    ).toEqual([
      ['CPU', '8 cores'],
      ['Memory', 'not recorded'],
      ['Disk', 'not recorded'],
      ['Operating system', 'not recorded'],
      ['Runtime version', 'Node 24'],
      [expect.stringMatching(/^Swap.size$/), '0'],
      ['Turbo', 'false'],
    ]);
    expect(factsOf(testConfigurationSystem, {})).toEqual([]);
  });

  it('of benchmarks asks for no disk', () => {
    const facts = factsOf(testConfigurationSystem, { kind: 'benchmark', systemFromFiles: { os: 'Linux' } });
    expect(facts.map(([label]) => label)).toEqual(['CPU', 'Memory', 'Operating system', 'Runtime version']);
  });

  it('of the environment is that of the manifest', () => {
    const manifest: Manifest = { environment: { database: 'PostgreSQL 17' } };
    expect(factsOf(testConfigurationEnvironment, { manifest })).toEqual([
      ['API server', 'not recorded'],
      ['Database type', 'PostgreSQL 17'],
      ['Network', 'not recorded'],
    ]);
    expect(factsOf(testConfigurationEnvironment, {})).toEqual([]);
  });
});
