import { describe, expect, it } from 'vitest';
import { comparisonHtml } from '../../src/components/compare/comparison-html.ts';
import {
  comparisonHeadline,
  footingText,
  namesOf,
  placeText,
} from '../../src/components/compare/comparison-text.ts';
import { html } from '../../src/components/html.ts';
import { escapeMarkup } from '../../src/components/escape-markup.ts';
import { changePlot, plotScale } from '../../src/components/compare/change-plot.ts';
import { countsHtml } from '../../src/components/compare/counts-html.ts';
import type { DiffMetric, DiffRun } from '../../src/model/documents/diff.ts';

const hostile = `<script>alert(1)</script>"'&`;

const metric = (over: Partial<DiffMetric> = {}): DiffMetric => ({
  metric: 'response.p95',
  scenario: 'buy',
  endpoint: 'pay',
  base: 100,
  head: 130,
  relative: 0.3,
  interval: [0.2, 0.4],
  verdict: 'worse',
  certainty: 'suspected',
  basis: 'history of 12 runs',
  ...over,
});

const diff = (over: Partial<DiffRun> = {}): DiffRun => ({
  base: 'a',
  head: 'b',
  comparable: true,
  reasons: [],
  verdict: 'worse',
  targets: [],
  metrics: [metric()],
  configuration: [],
  findings: { new: [], gone: [] },
  recommendations: [],
  words: [],
  ...over,
});

const names = namesOf({ endpoints: [{ id: 'pay', label: 'Pay' }], targets: [] }, [
  { id: 'buy', name: 'Buying' },
]);

describe('markup as a value', () => {
  it('escapes text and attributes, keeps markup, joins lists, and is on one line', () => {
    expect(escapeMarkup(hostile)).toBe('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;');
    const list = ['x', '<'].map((text) => html`<li>${text}</li>`);
    expect(
      html`<ul title="${'"'}">
        ${list}${null}${3}
      </ul>`.html,
    ).toBe('<ul title="&quot;"> <li>x</li><li>&lt;</li>3 </ul>');
  });
});

describe('a comparison', () => {
  it('has its verdict as heading', () => {
    expect(comparisonHeadline(diff(), names)).toBe('Pay p95 100 → 130\u00a0ms (possible regression)');
    const both = [
      metric({ certainty: 'confirmed' }),
      metric({ verdict: 'better', certainty: 'suspected', relative: -0.2 }),
    ];
    const targets: DiffRun['targets'] = [
      { id: 't', base: 'met', head: 'not met', margin: -0.1 },
      { id: 'u', base: 'inconclusive', head: 'not met', margin: -0.1 },
    ];
    expect(comparisonHeadline(diff({ metrics: both, targets }), names)).toBe(
      'Pay p95 100 → 130\u00a0ms; 1 regression, 1 possible improvement; 1 target no longer met; 1 more not met',
    );
    const calm = { metrics: [], verdict: 'no-change-shown' } satisfies Partial<DiffRun>;
    expect(comparisonHeadline(diff(calm), names)).toBe('No change detected from a to b');
    expect(comparisonHeadline(diff({ ...calm, verdict: 'cannot-tell' }), names)).toBe(
      'Inconclusive: b against a',
    );
  });

  it('does not lead with faster endpoints where something regressed', () => {
    const common = {
      metric: 'response.p50',
      endpoints: 8,
      relative: -0.25,
      interval: null,
      verdict: 'better',
      certainty: 'suspected',
      control: false,
      basis: '',
    } as const;
    const failing = metric({ metric: 'errors.rate', certainty: 'confirmed' });
    expect(comparisonHeadline(diff({ common, metrics: [failing] }), names)).toMatch(
      /^Pay error rate .*\(regression\)$/,
    );
    expect(comparisonHeadline(diff({ common, metrics: [] }), names)).toBe(
      'Every endpoint was possibly 25% faster',
    );
  });

  it('says why the two may be compared, or why not', () => {
    expect(footingText(diff({ reasons: ['x', 'y'] }))).toBe('Compared with a: x; y.');
    expect(footingText(diff({ comparable: false }))).toBe('Not comparable with a.');
    const apart = diff({ metrics: [metric({ base: null, verdict: 'cannot-tell', certainty: null })] });
    expect(footingText(apart)).toBe('No metric in common with a.');
    expect(comparisonHeadline(apart, names)).toBe('Nothing to compare: no metric of b in a');
  });

  it('names places as readers know them', () => {
    expect(placeText(metric(), names)).toBe('Pay · Buying');
    expect(placeText(metric({ endpoint: null }), names)).toBe('All requests · Buying');
    expect(placeText(metric({ metric: 'cpu.average', endpoint: null }), names)).toBe('Buying');
    expect(placeText(metric({ metric: 'cpu.average', endpoint: null, scenario: null }), names)).toBe(
      'Whole run',
    );
  });

  it('shows change, interval, verdict and what it rests on, and folds the noise away', () => {
    const page = comparisonHtml(diff({ metrics: [metric(), metric({ verdict: 'same' })] }), names);
    expect(page).toContain('100 → 130\u00a0ms');
    expect(page).toMatch(/\+30% \(\+20% to \+40%\)/);
    expect(page).toContain('possible regression');
    expect(page).toContain('history of 12 runs');
    expect(page).toMatch(/<details class="fold rows">\s*<summary>1 metric unchanged</);
  });

  it('calls a metric unchanged only if that was shown, and a comparison inconclusive if it is', () => {
    const pageOf = (...verdicts: DiffMetric['verdict'][]): string =>
      comparisonHtml(
        diff({ metrics: verdicts.map((verdict) => metric({ verdict, certainty: null })) }),
        names,
      );
    expect(pageOf('same', 'no-change-shown')).toContain(
      '<summary>1 metric unchanged, no change detected in 1<',
    );
    expect(pageOf('no-change-shown', 'cannot-tell', 'no-change-shown')).toContain('>No change detected.<');
    expect(pageOf('no-change-shown', 'cannot-tell', 'cannot-tell')).toContain('>Inconclusive.<');
  });

  it('shows every text from outside as text', () => {
    const note = [{ id: 'summary', text: hostile }];
    const page = comparisonHtml(
      diff({
        metrics: [metric({ endpoint: hostile, scenario: hostile, basis: hostile })],
        targets: [{ id: hostile, base: 'met', head: 'not met', margin: null }],
        configuration: [{ key: hostile, from: hostile, to: null }],
        findings: { new: note, gone: note },
        recommendations: note,
        words: note,
      }),
      names,
    );
    expect(page).not.toContain('<script');
    expect(page.split('&lt;script&gt;').length - 1).toBe(10);
  });
});

describe('the counts of a comparison', () => {
  it('name every verdict, and hide none that is inconclusive', () => {
    const metrics = [
      metric({ certainty: 'confirmed' }),
      metric(),
      metric(),
      metric({ verdict: 'better', certainty: 'confirmed' }),
      metric({ verdict: 'cannot-tell', certainty: null }),
      metric({ verdict: 'same', certainty: null }),
      metric({ verdict: 'no-change-shown', certainty: null }),
    ];
    const text = countsHtml(diff({ metrics }))
      .html.replace(/<[^>]*>/g, '')
      .replace(/\s+/g, ' ');
    expect(text).toBe(
      '▲ 1 regression△ 2 possible regressions● 1 improvement– 1 metric unchanged– no change detected in 1◇ 1 inconclusive',
    );
  });

  it.each([
    ['better', '▲ 1 regression○ possible improvement of every endpoint● 1 improvement'],
    ['worse', '△ possible regression of every endpoint▲ 1 regression● 1 improvement'],
  ] as const)('put a regression before a common change that is %s', (verdict, expected) => {
    const common = {
      metric: 'response.p50',
      endpoints: 16,
      share: 1,
      relative: verdict === 'better' ? -0.28 : 0.28,
      interval: null,
      verdict,
      certainty: 'suspected',
      control: false,
      basis: '',
    } as const;
    const metrics = [
      metric({ certainty: 'confirmed' }),
      metric({ verdict: 'better', certainty: 'confirmed' }),
    ];
    const text = countsHtml(diff({ metrics, common }))
      .html.replace(/<[^>]*>/g, '')
      .replace(/\s+/g, ' ');
    expect(text).toBe(expected);
  });
});

describe('the changes of a comparison', () => {
  it('are rows by verdict and size, each fact once, and below them the largest that are not called', () => {
    const page = comparisonHtml(
      diff({
        metrics: [
          metric({ metric: 'response.p50', verdict: 'better', relative: -0.5, certainty: 'confirmed' }),
          metric({ endpoint: 'small', relative: 0.1 }),
          metric({ endpoint: 'large', relative: 0.9 }),
          metric({ endpoint: 'large', metric: 'response.p50', relative: 0.4 }),
          metric({ endpoint: 'open', relative: 0.7, verdict: 'cannot-tell', certainty: null }),
        ],
      }),
      names,
    );
    const [main = ''] = page.split('<details');
    const order = [
      'Regressions',
      'large',
      'small',
      'Improvements',
      'Pay',
      'Largest differences not detected as changes',
      'open',
    ];
    const places = order.map((text) => main.indexOf(`${text}<`) + main.indexOf(`${text} ·`));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(main).toContain('also median response time');
  });
});

describe('the picture of a change', () => {
  const xOf = (drawn: string): string => /<svg x="([^"]+)"/.exec(drawn)?.[1] ?? '';

  it('stands right of the line for more, left of it for less, at the same distance for the same ratio', () => {
    const [up, down] = [metric({ relative: 1, interval: null }), metric({ relative: -0.5, interval: null })];
    const scale = plotScale([up, down]);
    // Twice and half: the scale ends there, 3 % from both edges.
    expect(scale.reach).toBeCloseTo(Math.log(2), 10);
    expect(xOf(changePlot(up, scale)!.html)).toBe('97%');
    expect(xOf(changePlot(down, scale)!.html)).toBe('3%');
  });

  it('cuts off intervals that would crush all others, and draws nothing without two values', () => {
    const wide = metric({ interval: [-0.9999, 9999] });
    const scale = plotScale([wide, metric()]);
    expect(changePlot(wide, scale)!.html).toContain('x1="3%" x2="97%"');
    expect(changePlot(metric({ relative: null, base: null }), scale)).toBeNull();
    expect(changePlot(metric({ relative: null, base: 0, head: 0 }), scale)).toBeNull();
  });

  it('is an arrow at the edge for a change to 0 and from 0', () => {
    const scale = plotScale([metric()]);
    expect(xOf(changePlot(metric({ relative: -1, head: 0 }), scale)!.html)).toBe('3%');
    const from0 = metric({ relative: null, base: 0, head: 5, interval: [3, 7], unit: 'absolute' });
    expect(xOf(changePlot(from0, scale)!.html)).toBe('97%');
    expect(changePlot(from0, scale)!.html).not.toContain('y1="12"');
  });

  it('tells verdicts by shape, not by colour alone', () => {
    const scale = plotScale([metric()]);
    const shapeOf = (over: Partial<DiffMetric>): string =>
      /<path class="[^"]*" d="([^"]*)"/.exec(changePlot(metric(over), scale)!.html)?.[1] ?? '';
    const shapes = [{}, { verdict: 'better' }, { verdict: 'cannot-tell' }, { verdict: 'same' }] as const;
    expect(new Set(shapes.map(shapeOf)).size).toBe(4);
  });
});
