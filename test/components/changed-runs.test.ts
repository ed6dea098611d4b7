import { describe, expect, it } from 'vitest';
import { changedRuns, tally } from '../../src/components/trends/changed-runs.ts';
import { changesHtml } from '../../src/components/trends/changes-html.ts';
import { latestRunText } from '../../src/components/trends/trend-words.ts';
import { latestRunSummary, overview } from '../../src/components/trends/overview.ts';
import { trendPages } from '../../src/site/trend-pages.ts';
import type { MetricId } from '../../src/model/metrics/metrics.ts';
import type { TrendSeries } from '../../src/model/trend.ts';
import { series } from './make-series.ts';

const trends = [
  series('response.min', 'pay', [[4, 0.9]]),
  series('response.p95', 'pay', [
    [4, 0.2],
    [6, -0.5],
  ]),
  series('response.p50', 'pay', [[4, 0.1]]),
  series('response.max', 'search', [[4, 3]]),
  series('response.p50', '*', [[4, -0.4]]),
  series('throughput.requestsPerSecond', null, [[4, -0.3]]),
];

describe('the changes of a history', () => {
  it('are one event per run and place, newest run first, however many metrics tell of it', () => {
    const [newest, older, ...rest] = changedRuns(trends);
    expect(rest).toEqual([]);
    expect([newest!.point.run, older!.point.run]).toEqual(['r6', 'r4']);
    expect(newest!.groups.map(({ name, verdict }) => [name, verdict])).toEqual([['pay', 'better']]);
    expect(older!.groups.map(({ name, note, verdict }) => [name, note, verdict])).toEqual([
      ['pay', 'in Buying', 'worse'],
      ['Buying', 'whole scenario', 'mixed'],
    ]);
  });

  it('name median and 95th percentile first and fold the lesser metrics', () => {
    const pay = changedRuns(trends)[1]!.groups[0]!;
    expect(pay.main.map(({ series: { metric } }) => metric)).toEqual(['response.p50', 'response.p95']);
    expect(pay.others.map(({ series: { metric } }) => metric)).toEqual(['response.min']);
  });

  it('are kept apart where only lesser metrics moved, unless a target asks for one of them', () => {
    expect(changedRuns(trends)[1]!.minor.map(({ name }) => name)).toEqual(['search']);
    const asked = series('response.max', 'search', [[4, 3]], {
      targets: [{ id: 't', label: 'Never slow', op: 'below', value: 1 }],
    });
    expect(changedRuns([asked])[0]!.groups.map(({ name }) => name)).toEqual(['search']);
  });

  it('carry what people said of them, each sentence once', () => {
    const said = (metric: MetricId): TrendSeries => {
      const one = series(metric, 'pay', [[4, 0.2]]);
      const changePoints = one.changePoints.map((change) => ({
        ...change,
        status: 'explained' as const,
        reason: 'New index.',
      }));
      return { ...one, changePoints };
    };
    const [group] = changedRuns([said('response.p50'), said('response.p95')])[0]!.groups;
    expect(group!.remarks).toEqual([{ text: 'explained: New index.', link: null }]);
  });

  it('are counted by place, and the last of them is named', () => {
    const { headline, first } = overview(trends, trendPages(trends), undefined);
    expect(headline).toBe('Levels shifted with 2 of 8 runs, most recently with 1.6 (1 improvement)');
    expect(first[0]!.series.metric).toBe('response.p95');
    expect(tally(changedRuns(trends)[1]!.groups)).toBe('1 regression, 1 mixed');
  });
});

describe('the latest run in a sentence', () => {
  const latest = (verdict: 'worse' | 'better' | 'no-change-shown'): TrendSeries =>
    series('response.p95', 'pay', [], {
      newest: { run: 'r6', value: 130, verdict, expected: { lower: 90, upper: 110.5 } },
    });

  it('has the value and its usual range where it is outside of it', () => {
    expect(latestRunSummary([latest('worse')])).toBe(
      'In the latest run, 1 of 1 metric is outside its usual range: 95th percentile response time of pay in Buying, 130\u00a0ms (worse; usually 90 to 111\u00a0ms). One run cannot show whether that lasts.',
    );
  });

  it('is not one that the latest run did not measure', () => {
    const former = { ...latest('worse'), isFormer: true as const };
    expect(latestRunSummary([former, latest('no-change-shown')])).toBe(
      'The latest run is within its usual range.',
    );
    expect(latestRunSummary([former])).toBe('The latest run has no value of these metrics.');
    expect(latestRunText(former)).toEqual({
      name: 'Last value, of r6',
      text: 'worse than its usual range',
      tone: 'bad',
    });
  });

  it('counts more than two', () => {
    const many = [latest('worse'), latest('better'), latest('worse'), latest('no-change-shown')];
    expect(latestRunSummary(many)).toContain(
      'In the latest run, 3 of 4 metrics are outside their usual range. One run',
    );
  });
});

describe('the changes of a run as they are listed', () => {
  it('fold endpoints whose errors changed as those of their scenario did', () => {
    const errors = [
      series('errors.rate', '*', [[4, 0.2]]),
      series('errors.rate', 'pay', [[4, 0.2]]),
      series('errors.rate', 'list', [[4, -0.2]]),
    ];
    const [shown = '', folded = ''] = changesHtml(errors, () => []).html.split('<details class="fold">');
    expect(shown.match(/<th scope="row">/g)).toHaveLength(2);
    expect(folded).toContain('1 endpoint with the same change of errors');
    expect(folded.match(/<th scope="row">/g)).toHaveLength(1);
  });
});
