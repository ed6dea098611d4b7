import { describe, expect, it } from 'vitest';
import type { MetricChange, RunReport } from '../../../src/model/run-report.ts';
import { llmsText } from '../../../src/report/markdown/llms-text.ts';
import { table } from '../../../src/report/markdown/table.ts';
import {
  intervalText,
  keyWords,
  number,
  numberWithInterval,
  text,
  verdictTone,
} from '../../../src/report/sections/cells.ts';
import {
  changeMark,
  changeTextCell,
  reachOf,
  responseChanges,
  rowChange,
} from '../../../src/report/sections/response-change.ts';
import { makeReports, makeRun } from '../../history/make-run.ts';

describe('a cell', () => {
  it('has a dash for nothing', () => {
    expect([text(''), text(null), text(undefined), text('a', { note: 'n' })]).toEqual([
      { text: '–' },
      { text: '–' },
      { text: '–' },
      { text: 'a', note: 'n' },
    ]);
    expect([number(null, 'ms'), number(undefined, 'ms'), number(NaN, 'ms'), number(Infinity, 'ms')]).toEqual([
      { text: '–' },
      { text: '–' },
      { text: '–' },
      { text: '–' },
    ]);
  });

  it('has a bare number, of a share its percent', () => {
    expect([number(12.5, 'ms').text, number(0.125, 'share').text, number(1_234, 'count').text]).toEqual([
      '12.5',
      '12.5',
      '1,234',
    ]);
    expect(number(5, 'ms')).not.toHaveProperty('provenance');
  });

  it('has an interval beneath, which may be open', () => {
    expect(intervalText({ lower: 1, upper: 2 }, 'ms')).toBe('1 to 2');
    expect(intervalText({ lower: 0.01, upper: 0.02 }, 'share')).toBe('1 to 2');
    expect(intervalText({ lower: null, upper: 2 }, 'ms')).toBe('2 or less');
    expect(intervalText({ lower: 1, upper: null }, 'ms')).toBe('1 or more');
    expect(intervalText({ lower: null, upper: null }, 'ms')).toBe('too few samples');
    expect(intervalText(null, 'ms')).toBeNull();
    expect(numberWithInterval(5, 'ms', { lower: 4, upper: 6 })).toEqual({ text: '5', note: '4 to 6' });
    expect(numberWithInterval(5, 'ms', null)).toEqual({ text: '5' });
    expect(numberWithInterval(null, 'ms', { lower: 4, upper: 6 })).toEqual({ text: '–' });
  });

  it('has a tone by the verdict, and keys as words', () => {
    expect((['met', 'not met', 'inconclusive', 'not measured'] as const).map(verdictTone)).toEqual([
      'good',
      'bad',
      'unsure',
      'neutral',
    ]);
    expect(['secondsPerEndpoint', 'GOMAXPROCS', 'think_time-ms', 'http2Enabled'].map(keyWords)).toEqual([
      'seconds per endpoint',
      'GOMAXPROCS',
      'think time ms',
      'http2 enabled',
    ]);
  });
});

describe('the change of a row of response times', () => {
  const change = (rest: Partial<MetricChange> = {}): MetricChange => ({
    metric: 'response.p95',
    scenario: 'shop',
    endpoint: 'pay',
    base: 100,
    head: 130,
    relative: 0.3,
    interval: { lower: 0.2, upper: 0.4 },
    verdict: 'no-change-shown',
    certainty: null,
    basis: { evidence: '' },
    ...rest,
  });
  const [report] = makeReports([makeRun({ day: 1 })]) as [RunReport];
  const of = (...changes: readonly MetricChange[]): MetricChange | null => {
    const all = responseChanges({ ...report, context: { ...report.context, changes } });
    return rowChange(all, report.measures.response[0]!, 'p95');
  };

  it('is a proven one, else that of the judged percentile, else the median’s', () => {
    const p50 = change({ metric: 'response.p50' });
    const p99 = change({ metric: 'response.p99' });
    const p95 = change();
    expect(of(p99, p50, p95)).toBe(p95);
    expect(of(p99, p50)).toBe(p50);
    expect(of(p99)).toBe(p99);
    const suspected = change({ metric: 'response.p99', verdict: 'worse', certainty: 'suspected' });
    const confirmed = change({ metric: 'response.p50', verdict: 'better', certainty: 'confirmed' });
    expect(of(p95, suspected)).toBe(suspected);
    expect(of(suspected, confirmed)).toBe(confirmed);
    const mean = change({ metric: 'response.mean' });
    expect(of(mean)).toBe(mean);
    expect(
      of(change({ metric: 'response.max' }), change({ relative: null }), change({ endpoint: 'x' })),
    ).toBeNull();
    expect(of(change({ metric: 'errors.rate' }))).toBeNull();
  });

  it('is shown with its tone, and which percentile if it is not the judged one', () => {
    const cell = (rest: Partial<MetricChange>, kind: 'load' | 'benchmark' = 'load'): object =>
      changeTextCell(change(rest), 'p95', kind);
    expect(cell({})).toEqual({ text: '+30%' });
    expect(cell({ verdict: 'worse', certainty: 'confirmed' })).toEqual({ text: '+30%', tone: 'bad' });
    expect(cell({ verdict: 'better', certainty: 'suspected' })).toEqual({
      text: '+30%',
      tone: 'good',
      isPossible: true,
    });
    expect(cell({ metric: 'response.p50' })).toMatchObject({ note: 'p50' });
    expect(cell({ metric: 'response.mean' })).toHaveProperty('note');
    expect(cell({ metric: 'response.mean' }, 'benchmark')).not.toHaveProperty('note');
    expect(changeTextCell(null, 'p95', 'load')).toEqual({ text: '–' });
    expect(cell({ relative: null })).toEqual({ text: '–' });
  });

  it('is drawn on an axis up to 1.5, 2 or 4 times', () => {
    const reach = (...relatives: readonly (number | null)[]): number =>
      Math.round(Math.exp(reachOf(relatives.map((relative) => change({ relative })))) * 10) / 10;
    expect([reach(), reach(0.4), reach(0.5), reach(0.51), reach(1), reach(1.1), reach(9)]).toEqual([
      1.5, 1.5, 1.5, 2, 2, 4, 4,
    ]);
    expect([reach(-0.5), reach(-0.6), reach(-1, null)]).toEqual([2, 4, 1.5]);
  });

  it('has a mark on logarithms where it is a ratio', () => {
    expect(changeMark(change(), 1)).toEqual({
      mark: {
        kind: 'interval',
        at: Math.log1p(0.3),
        lower: Math.log1p(0.2),
        upper: Math.log1p(0.4),
        verdict: 'no-change-shown',
        certainty: null,
        reach: 1,
      },
    });
    const open = changeMark(change({ interval: { lower: -1, upper: null } }), 1);
    expect(open.mark).toMatchObject({ lower: null, upper: null });
    expect(changeMark(change({ interval: null }), 1).mark).toMatchObject({ lower: null, upper: null });
    expect([
      changeMark(null, 1),
      changeMark(change({ relative: null }), 1),
      changeMark(change({ relative: -1 }), 1),
      changeMark(change({ isAbsolute: true }), 1),
    ]).toEqual([{}, {}, {}, {}]);
  });
});

describe('Markdown', () => {
  it('of a table aligns numbers to the right and escapes what is special', () => {
    expect(
      table(
        ['a', 'b'],
        [false, true],
        [
          ['x|y', '1'],
          ['', '*2*'],
        ],
      ).value,
    ).toBe(['| a | b |', '| :- | -: |', '| x\\|y | 1 |', '| | \\*2\\* |'].join('\n'));
    expect(table(['a'], [false], [['two\nlines']]).value).toBe('| a |\n| :- |\n| two lines |');
  });

  it('for programs names documents and the latest 20 runs', () => {
    const list = (count: number): Parameters<typeof llmsText>[0] =>
      ({
        project: 'Shop',
        runs: Array.from({ length: count }, (_, i) => ({
          id: `r${i}`,
          markdown: `https://x/r${i}.md`,
          headline: `Heading ${i}`,
        })),
      }) as unknown as Parameters<typeof llmsText>[0];
    const printed = llmsText(list(25), 'A shop.', (path) => `https://x/${path}`);
    expect(printed).toMatch(/^# Shop\n\n> A shop\.\n/);
    expect(printed).toContain('[Runs](https://x/runs.json): all runs with verdict');
    expect(printed).toContain('[r19](https://x/r19.md): Heading 19');
    expect(printed).not.toContain('r20');
    const empty = llmsText(list(0), null, (path) => path);
    expect(empty).toContain('No run yet.');
    expect(empty).not.toMatch(/^>/m);
  });
});
