import { describe, expect, it } from 'vitest';
import { severalHtml } from '../../src/components/compare/several-html.ts';
import { runJson, type RunJson } from '../../src/report/run-json.ts';
import { exampleReport } from '../charts/example-report.ts';

const hostile = '<script>alert(1)</script>';

/** The public data of a run whose response times and rates are `factor` times those of the example. */
function run(id: string, factor: number, system: RunJson['configuration']['system'] = {}): RunJson {
  const json = runJson({ ...exampleReport(), id });
  return {
    ...json,
    response: json.response.map((row) => ({
      ...row,
      latencyMs:
        row.latencyMs === null
          ? null
          : { ...row.latencyMs, p95: 100 * factor, p99: row.latencyMs.p99 === null ? null : 200 * factor },
    })),
    throughput: json.throughput.map((row) => ({ ...row, requestsPerSecond: 40 * factor })),
    errors: json.errors.map((row) => ({ ...row, rate: factor === 1 ? 0 : 0.02 })),
    configuration: { ...json.configuration, system },
  };
}

const target = (metric: 'response.p99' | 'errors.rate') =>
  ({ id: metric, label: metric, metric, below: 1 }) as const;
const project = { endpoints: [], targets: [] };

/** The cells of a table's row, as text. */
const rowOf = (html: string, name: string): string =>
  (html.split(/<\/?tr>/).find((row) => row.includes(name)) ?? '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

describe('several runs side by side', () => {
  const html = severalHtml([run('a', 1), run('b', 1.5), run('c', 0.5)], project);

  it('have a column each, with the ratio to the first', () => {
    expect(rowOf(html, 'scope="row">pay')).toBe('pay · Buying 100 ms 150 ms ×1.50 50 ms ×0.50');
  });

  it('show no ratio to 0', () => {
    const errors = html.slice(html.indexOf('<h2>Error rate'));
    expect(rowOf(errors, 'scope="row">')).toBe('All requests · Browsing 0% 2% 2%');
  });

  it('show the percentile that a target judges, else the 95th', () => {
    expect(html).toContain('<h2>95th percentile response time</h2>');
    const judged = severalHtml([run('a', 1), run('b', 1.5)], {
      ...project,
      targets: [target('errors.rate'), target('response.p99')],
    });
    expect(judged).toContain('<h2>99th percentile response time</h2>');
    expect(judged).not.toContain('<h2>95th percentile');
  });

  it('show the median of benchmarks, or their mean without one', () => {
    const benchmarks = (p50: number | null): RunJson => {
      const one = run('a', 1);
      const response = one.response.map((row) => ({
        ...row,
        latencyMs: row.latencyMs && { ...row.latencyMs, p50, mean: 0.002 },
      }));
      return { ...one, kind: 'benchmark', response, throughput: [], errors: [] };
    };
    expect(severalHtml([benchmarks(0.001), benchmarks(0.001)], project)).toContain(
      '<h2>Median time per iteration</h2>',
    );
    const means = severalHtml([benchmarks(null), benchmarks(null)], project);
    expect(means).toContain('<h2>Mean time per iteration</h2>');
    expect(rowOf(means, 'scope="row">pay')).toBe('pay · Buying 2 µs 2 µs ×1.00');
  });

  it('name the settings that differ, and give no verdict', () => {
    const text = severalHtml(
      [run('a', 1, { cpu: 'x', os: 'z' }), run('b', 1, { cpu: 'y', os: 'z' })],
      project,
    );
    expect(text).toContain('These settings differ between the runs: cpu.');
    expect(html).not.toContain('These settings differ');
    expect(html).toContain('without a verdict');
  });

  it('show an endpoint that only one run has, and every text from outside as text', () => {
    const other = run(hostile, 1);
    const [first] = other.response;
    const more = { ...other, response: [...other.response, { ...first!, endpoint: hostile }] };
    const page = severalHtml([run('a', 1), more], project);
    expect(page).not.toContain('<script');
    expect(rowOf(page, 'scope="row">&lt;script')).toMatch(/Browsing – 100 ms$/);
  });
});
