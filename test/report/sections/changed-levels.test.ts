import { describe, expect, it } from 'vitest';
import type { ReportedChangePoint, RunReport } from '../../../src/model/run-report.ts';
import type { Block, TableBlock } from '../../../src/model/section.ts';
import { changedLevels } from '../../../src/report/sections/changed-levels.ts';
import { makeReports, makeRun } from '../../history/make-run.ts';

const point = (rest: Partial<ReportedChangePoint> = {}): ReportedChangePoint => ({
  metric: 'response.p50',
  scenario: 'shop',
  endpoint: 'pay',
  run: 'run-002',
  lastBefore: 'run-001',
  before: 100,
  after: 130,
  relative: 0.3,
  interval: { lower: 0.2, upper: 0.4 },
  verdict: 'worse',
  certainty: 'confirmed',
  ...rest,
});

/** The blocks of a run compared with run-001. */
function blocksOf(...changePoints: readonly ReportedChangePoint[]): Block[] {
  const [, report] = makeReports([makeRun({ day: 1 }), makeRun({ day: 2 })]) as [RunReport, RunReport];
  const placeText = ({ endpoint }: { endpoint: string | null }): string => endpoint ?? '';
  return changedLevels({ ...report, context: { ...report.context, changePoints } }, placeText);
}

const plain = (text: string | null | undefined): string => (text ?? '').replaceAll('\u00a0', ' ');
const column = (table: TableBlock, key: string): string[] => table.rows.map((row) => plain(row[key]?.text));
const notes = (table: TableBlock, key: string): (string | undefined)[] =>
  table.rows.map((row) => row[key]?.note);
const first = (blocks: readonly Block[]): TableBlock =>
  blocks[0]?.kind === 'table' ? blocks[0] : expect.fail('the first block is no table');

describe('level shifts of a report', () => {
  it('are none without change points', () => {
    expect(blocksOf()).toEqual([]);
  });

  it('have a row with both levels, the change and the verdict', () => {
    const table = first(blocksOf(point()));
    expect(table).toMatchObject({ id: 'change-points', caption: 'Level shifts since the baseline' });
    expect(table.rows[0]).toMatchObject({
      metric: { text: 'Median response time', note: 'pay' },
      since: { text: 'run-002' },
      verdict: { text: 'regression', tone: 'bad' },
    });
    expect([column(table, 'before'), column(table, 'after')].flat()).toEqual(['100 ms', '130 ms']);
    // On a phone the value before is shown beside that after it.
    expect(table.columns.filter(({ isBefore }) => isBefore).map(({ key }) => key)).toEqual(['before']);
    expect(table.rows[0]?.verdict).not.toHaveProperty('isPossible');
    expect(table.folded).toBeUndefined();
    const suspected = first(blocksOf(point({ certainty: 'suspected' }))).rows[0];
    expect(suspected?.verdict).toMatchObject({ isPossible: true });
  });

  it('name the last run before where it is not the baseline', () => {
    expect(notes(first(blocksOf(point())), 'since')).toEqual([undefined]);
    expect(notes(first(blocksOf(point({ lastBefore: 'run-000' }))), 'since')).toEqual([
      'last run before: run-000',
    ]);
  });

  it('are ordered: regressions, then medians and errors, then by size', () => {
    const table = first(
      blocksOf(
        point({ endpoint: 'f', metric: 'response.p95', verdict: 'better', relative: -0.9 }),
        point({ endpoint: 'e', verdict: 'better', relative: -0.5 }),
        point({ endpoint: 'd', metric: 'response.p95', relative: 0.8 }),
        point({ endpoint: 'c', relative: 0.2 }),
        point({ endpoint: 'b', relative: 0.6 }),
      ),
    );
    expect(table.rows.map((row) => row.metric?.note)).toEqual(['b', 'c', 'd', 'e', 'f']);
  });

  it('show five rows; more, and metrics that state the same fact, are folded', () => {
    const many = (count: number): ReportedChangePoint[] =>
      Array.from({ length: count }, (_, i) => point({ endpoint: `e${i}`, relative: 0.9 - i / 100 }));
    expect(first(blocksOf(...many(5))).folded).toBeUndefined();
    const six = first(blocksOf(...many(6)));
    expect([six.rows.length, six.folded?.rows.length, six.folded?.summary]).toEqual([
      5,
      1,
      '1 more level shift',
    ]);
    const same = first(blocksOf(point(), point({ metric: 'response.p95', relative: 0.29 })));
    expect(same.rows).toHaveLength(1);
    expect(same.rows[0]?.metric?.note).toBe('pay, also p50');
    expect(same.folded).toMatchObject({
      summary: '1 more level shift',
      rows: [{ since: { text: 'run-002' } }],
    });
  });

  it('that errors may explain are not called', () => {
    const verdictOf = (...others: readonly ReportedChangePoint[]): object => {
      const table = first(blocksOf(point({ verdict: 'better', relative: -0.3 }), ...others));
      const row = table.rows.find(({ metric }) => metric?.note?.startsWith('pay'));
      return { ...row?.verdict };
    };
    const errors = point({ metric: 'errors.rate', endpoint: '*', before: 0, after: 0.2, relative: null });
    expect(verdictOf(errors)).toMatchObject({
      tone: 'neutral',
      note: 'more requests fail since the same run, so the load differs',
    });
    expect(verdictOf({ ...errors, verdict: 'better' })).not.toHaveProperty('note');
    expect(verdictOf({ ...errors, scenario: 'other' })).not.toHaveProperty('note');
    expect(verdictOf({ ...errors, run: 'run-001', lastBefore: 'run-000' })).not.toHaveProperty('note');
    const slower = first(blocksOf({ ...errors, verdict: 'better' }, point()));
    expect(notes(slower, 'verdict')).toContain('fewer requests fail since the same run, so the load differs');
    const memory = first(
      blocksOf(errors, point({ metric: 'memory.peak', verdict: 'better', endpoint: 'pay' })),
    );
    expect(notes(memory, 'verdict')).toEqual([undefined, undefined]);
  });

  it('of earlier runs are folded, the largest five of them, with a link to the others', () => {
    const older = (count: number): ReportedChangePoint[] =>
      Array.from({ length: count }, (_, i) =>
        point({ endpoint: `e${i}`, run: 'run-001', lastBefore: 'run-000', relative: 0.9 - i / 100 }),
      );
    const fold = (count: number): Extract<Block, { kind: 'fold' }> => {
      const [block, ...rest] = blocksOf(...older(count));
      expect(rest).toEqual([]);
      return block?.kind === 'fold' ? block : expect.fail('the shifts are not folded');
    };
    expect(fold(1).summary).toBe('1 earlier level shift');
    expect(fold(5).blocks).toHaveLength(1);
    const seven = fold(7);
    expect(seven.summary).toBe('7 earlier level shifts');
    const [table, more] = seven.blocks;
    expect(table).toMatchObject({
      id: 'older-change-points',
      caption: 'Earlier level shifts, unchanged since',
    });
    expect(table?.kind === 'table' && table.rows).toHaveLength(5);
    expect(more).toMatchObject({
      kind: 'facts',
      facts: [{ label: '2 more level shifts', value: { href: 'trends/#changes' } }],
    });
  });
});
