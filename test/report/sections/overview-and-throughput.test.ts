import { describe, expect, it } from 'vitest';
import { defaultProject, projectSchema, type Project } from '../../../src/model/documents/project.ts';
import type { RunMeasures } from '../../../src/model/run-measures.ts';
import type { RunReport } from '../../../src/model/run-report.ts';
import type { Block, TableBlock } from '../../../src/model/section.ts';
import { noFiles, type SectionRule } from '../../../src/report/sections/section-rule.ts';
import { testOverview } from '../../../src/report/sections/test-overview.ts';
import { testScenarios } from '../../../src/report/sections/test-scenarios.ts';
import { throughput } from '../../../src/report/sections/throughput.ts';
import { makeReports, makeRun, type RunSpec } from '../../history/make-run.ts';

const plain = (text: string | undefined): string => (text ?? '').replaceAll('\u00a0', ' ');
const blocksOf = (
  rule: SectionRule,
  measures: Partial<RunMeasures> = {},
  {
    spec = {},
    project = defaultProject,
    ...rest
  }: { spec?: Partial<RunSpec>; project?: Project; context?: object } = {},
): Block[] => {
  const [report] = makeReports([makeRun({ day: 1, ...spec })]) as [RunReport];
  const context = { ...report.context, ...rest.context };
  return [
    ...rule.blocks({
      report: { ...report, context, measures: { ...report.measures, ...measures } },
      project,
      files: noFiles,
    }),
  ];
};
const tableOf = (blocks: readonly Block[]): TableBlock => {
  const found = blocks.find((block) => block.kind === 'table');
  return found?.kind === 'table' ? found : expect.fail('there is no table');
};
const cells = ({ columns, rows }: TableBlock): string[][] =>
  rows.map((row) => columns.map(({ key }) => plain(row[key]?.text)));

describe('the overview of a test', () => {
  const facts = (
    measures: Partial<RunMeasures>,
    spec: Partial<RunSpec> = {},
    context: object = {},
  ): Record<string, [string, string?]> => {
    const block = blocksOf(testOverview, measures, { spec, context }).find(({ kind }) => kind === 'facts');
    return block?.kind === 'facts'
      ? Object.fromEntries(
          block.facts.map(({ label, value }) => [
            label,
            value.note === undefined ? [plain(value.text)] : [plain(value.text), value.note],
          ]),
        )
      : {};
  };

  it('says when, of what, and how long', () => {
    expect(facts({}, { manifest: { tester: 'Ada', version: '1.2', commit: 'abc', branch: 'main' } })).toEqual(
      {
        Date: ['2026-11-02 10:00 UTC'],
        Tester: ['Ada'],
        'Version tested': ['1.2'],
        Commit: ['abc'],
        Branch: ['main'],
        Duration: ['1 min'],
        'Run id': ['run-001'],
        'Compared with': ['none', 'there is no earlier run'],
      },
    );
    expect(facts({ startedAt: null, orderedBy: null })).toMatchObject({
      Date: ['not recorded'],
      Tester: ['not recorded'],
      Commit: ['not recorded'],
    });
    expect(facts({})).not.toHaveProperty('Branch');
  });

  it('says where the date is from', () => {
    expect(facts({ orderedBy: 'startedAt' }).Date).toHaveLength(1);
    expect(facts({ orderedBy: 'id' }).Date?.[1]).toBe('from the run id');
    expect(facts({ orderedBy: 'samples' as never }).Date?.[1]).toBe('from the first sample');
  });

  it('has a duration per scenario where files share no clock', () => {
    const lasting = (...seconds: readonly (number | null)[]): string | undefined => {
      const [scenario] = makeRun({ day: 1 }).scenarios;
      const scenarios = seconds.map((durationSeconds) => ({ ...scenario!, durationSeconds }));
      return facts({ durationSeconds: null, scenarios }).Duration?.[0];
    };
    expect(lasting(120, 9, null)).toBe('9 s to 2 min per scenario');
    expect(lasting(9, 9)).toBe('9 s per scenario');
    expect(lasting(null)).toBe('not recorded');
  });

  it('links to the comparison with its baseline', () => {
    const blocks = blocksOf(testOverview, {}, { context: { baseline: { id: 'run-000' } } });
    const block = blocks.find(({ kind }) => kind === 'facts');
    const last = block?.kind === 'facts' ? block.facts.at(-1) : undefined;
    expect(last?.value).toMatchObject({ text: 'run-000', href: 'compare/?base=run-000&head=run-001' });
  });
});

describe('the throughput of scenarios', () => {
  const row = makeRun({ day: 1 }).throughput[0]!;
  const how = 'Requests per second are all requests divided by the time from the first start to the last end';

  it('has users, rate and total, and messages where there are some', () => {
    const table = tableOf(blocksOf(throughput));
    expect(cells(table)).toEqual([['shop', '10', '50', '3,000']]);
    expect(table.note).toBe(`${how}.`);
    const project = projectSchema.parse({ messages: ['pay', 'send'] });
    const messages = tableOf(
      blocksOf(throughput, { throughput: [{ ...row, messagesPerMinute: 120 }] }, { project }),
    );
    expect(cells(messages)).toEqual([['shop', '10', '50', '120', '3,000']]);
    expect(messages.note).toBe(`${how}. Messages are the successful requests of pay, send.`);
    expect(tableOf(blocksOf(throughput, {}, { project })).note).toBe(`${how}.`);
    const unasked = tableOf(blocksOf(throughput, { throughput: [{ ...row, messagesPerMinute: 120 }] }));
    expect(unasked.note).toBe(`${how}.`);
  });

  it('notes users that were seen besides those that are stated', () => {
    const note = (users: number | null, maxUsers: number | null): unknown[] => {
      const cell = tableOf(blocksOf(throughput, { throughput: [{ ...row, users, maxUsers }] })).rows[0]
        ?.users;
      return [cell?.text, cell?.note];
    };
    expect([note(10, 10), note(10, 8), note(10, null), note(null, 8)]).toEqual([
      ['10', undefined],
      ['10', '8 observed'],
      ['10', undefined],
      ['8', undefined],
    ]);
  });

  it('says why there is no rate, and which pauses do not count', () => {
    const note = (rest: object): string | undefined =>
      tableOf(blocksOf(throughput, { throughput: [{ ...row, ...rest }] })).note;
    expect(note({ isWithoutClock: true, requestsPerSecond: null })).toContain(
      'No rate for shop: its files share no clock',
    );
    expect(note({ activeSeconds: 30 })).toContain('shop: pauses between tests do not count.');
  });

  it('was not measured where there are only timings', () => {
    const none = { ...row, requestsPerSecond: null, users: null, maxUsers: null };
    const text = (totalRequests: number | null): string => {
      const [block] = blocksOf(throughput, { throughput: [{ ...none, totalRequests }] });
      return block?.kind === 'text' ? plain(block.text) : '';
    };
    expect(text(1_200)).toBe(
      'Throughput was not measured: the files contain 1,200 timings but no start times, rates or users.',
    );
    expect(text(null)).toContain('the files contain timings but');
  });
});

describe('the table of scenarios', () => {
  it('has users by steps, the load model and parameters', () => {
    const [scenario] = makeRun({ day: 1 }).scenarios;
    const step = (users: number): object => ({ users, startSeconds: 0, durationSeconds: 10 });
    const table = tableOf(
      blocksOf(testScenarios, {
        scenarios: [
          { ...scenario!, loadModel: 'closed', parameters: { thinkTime: 5 }, warmupSeconds: 10 },
          {
            ...scenario!,
            id: 'peak',
            name: 'Peak',
            users: null,
            steps: [step(10), step(50), step(20)] as never,
          },
        ],
      }),
    );
    const [first, second] = cells(table);
    expect(first).toEqual([
      'shop',
      '10',
      'closed (each user waits for the response)',
      'think time: 5',
      '1 min',
      expect.stringContaining('10 s'),
    ]);
    expect(second![1]).toBe('10 to 50 in 3 steps');
  });
});
