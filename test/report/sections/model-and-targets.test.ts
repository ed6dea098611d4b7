import { describe, expect, it } from 'vitest';
import { defaultProject } from '../../../src/model/documents/project.ts';
import type { ScalingFit, ScenarioScaling } from '../../../src/model/run-measures.ts';
import type { RunReport, TargetResult } from '../../../src/model/run-report.ts';
import type { Block, Cell } from '../../../src/model/section.ts';
import { modelBlocks } from '../../../src/report/sections/scaling-model.ts';
import { performanceComparedToTarget } from '../../../src/report/sections/performance-compared-to-target.ts';
import { noFiles } from '../../../src/report/sections/section-rule.ts';
import { exampleReport } from '../../charts/example-report.ts';
import { makeRun } from '../../history/make-run.ts';
import { flatBlocks } from '../flat-blocks.ts';

const plain = (cell: Cell | undefined): (string | undefined)[] =>
  [cell?.text, cell?.note].map((shown) => shown?.replaceAll('\u00a0', ' '));
const rowsOf = (blocks: readonly Block[]): readonly Readonly<Record<string, Cell>>[] =>
  blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));

describe('the scaling model', () => {
  const coefficient = (value: number) => ({ value, interval: { lower: value / 2, upper: value * 2 } });
  const fit: ScalingFit = {
    alpha: coefficient(0.02),
    beta: { value: 0, interval: null },
    gamma: coefficient(50),
    peak: null,
    limitPerSecond: null,
    steps: 7,
    curve: [],
  } as unknown as ScalingFit;
  const peak = {
    users: 90,
    requestsPerSecond: 1_900,
    interval: { lower: 70, upper: 110 },
    isExtrapolated: false,
  };
  const blocksOf = (...scaling: readonly Partial<ScenarioScaling>[]): Block[] =>
    modelBlocks({
      ...makeRun({ day: 1 }),
      scaling: scaling.map((one) => ({ scenario: 'shop', fit: null, reason: null, ...one })),
    });
  const peakOf = (over: object): unknown => plain(rowsOf(blocksOf({ fit: { ...fit, ...over } }))[0]?.peak);

  it('is nothing without load steps, and a sentence where none could be fitted', () => {
    expect(blocksOf()).toEqual([]);
    const [text] = blocksOf({ reason: 'fewer than 5 load steps' }, { reason: null });
    expect(text?.kind === 'text' ? text.text : '').toContain(
      'not identifiable. shop: fewer than 5 load steps; shop. ',
    );
  });

  it('has a row for each scenario, also for one without a fit', () => {
    const rows = rowsOf(blocksOf({ fit }, { reason: 'too few' }, {}));
    expect(rows.map(({ peak: cell }) => plain(cell))).toEqual([
      ['no peak identifiable', 'through 7 steps'],
      ['not identifiable', 'too few'],
      ['not identifiable', ''],
    ]);
    expect(plain(rows[0]?.beta)).toEqual(['0', 'at its bound']);
    expect(plain(rows[0]?.alpha)).toEqual([
      expect.stringMatching(/^2(\.00)?$/),
      expect.stringMatching(/^1(\.00)? to 4(\.00)?$/),
    ]);
  });

  it('has its peak, how sure it is, and whether it was tested', () => {
    expect(peakOf({ peak })).toEqual([
      expect.stringMatching(/^1,900.* at 90(\.0)? users$/),
      expect.stringMatching(/^70.* to 110 users; through 7 steps$/),
    ]);
    expect(peakOf({ peak: { ...peak, interval: null, isExtrapolated: true } })).toEqual([
      expect.anything(),
      'extrapolated far beyond the tested load; through 7 steps',
    ]);
    expect(peakOf({ limitPerSecond: 2_500 })).toEqual([
      'no peak identifiable',
      expect.stringMatching(
        /^the interval of coherence contains 0; without coherence at most 2,500.*; through 7 steps$/,
      ),
    ]);
  });
});

describe('the picture of a target', () => {
  const example = exampleReport();
  const [target] = example.targets as [TargetResult];
  const markOf = (over: Partial<TargetResult>): unknown => {
    const report: RunReport = { ...example, targets: [{ ...target, ...over }] };
    const blocks = flatBlocks(
      performanceComparedToTarget.blocks({ report, project: defaultProject, files: noFiles }),
    );
    return rowsOf(blocks)[0]?.bullet?.mark;
  };
  const below = {
    bound: { op: 'below', value: 500 },
    achieved: 600,
    interval: { lower: 550, upper: null },
  } as const;

  it('is its value and interval as shares of the bound', () => {
    expect(markOf(below)).toMatchObject({
      kind: 'bullet',
      value: 1.2,
      lower: 1.1,
      upper: null,
      meets: 'below',
    });
    expect(markOf({ ...below, bound: { op: 'atLeast', value: 300 }, interval: null })).toMatchObject({
      value: 2,
      lower: null,
      meets: 'above',
    });
  });

  it('is none without a value, or of a bound of 0', () => {
    expect(markOf({ ...below, achieved: null })).toBeUndefined();
    expect(markOf({ ...below, bound: { op: 'atMost', value: 0 } })).toBeUndefined();
  });
});
