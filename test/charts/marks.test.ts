import { describe, expect, it } from 'vitest';
import { drawMark } from '../../src/charts/marks/mark-registry.ts';
import type { BulletMark, IntervalMark, StripMark } from '../../src/model/cell-mark.ts';

const change = (rest: Partial<IntervalMark>): IntervalMark => ({
  kind: 'interval',
  at: 0,
  lower: null,
  upper: null,
  verdict: 'no-change-shown',
  certainty: null,
  reach: Math.log(4),
  ...rest,
});

describe('small pictures in table cells', () => {
  it('draw doubling and halving equally far from no change', () => {
    // 64 px wide, 6 px inset: ln 2 / ln 4 is half of 26 px beside the middle at 32.
    const doubled = drawMark(change({ at: Math.log(2), lower: Math.log(2), upper: Math.log(2) }));
    const halved = drawMark(change({ at: -Math.log(2), lower: -Math.log(2), upper: -Math.log(2) }));
    expect(doubled).toContain('M45 8H45');
    expect(halved).toContain('M19 8H19');
  });

  it('tell verdicts by shape: suspected ones are hollow', () => {
    expect(drawMark(change({ verdict: 'worse', certainty: 'confirmed' }))).toContain('class="fw"');
    expect(drawMark(change({ verdict: 'worse', certainty: 'suspected' }))).toContain('class="sw p"');
    expect(drawMark(change({ verdict: 'better', certainty: 'confirmed' }))).toContain('class="fb"');
  });

  it('end in an arrow what lies beyond the scale', () => {
    expect(drawMark(change({ at: Math.log(100) }))).toContain('M62 8l-7-4v8z');
  });

  const strip: StripMark = {
    kind: 'strip',
    min: 1,
    p50: 10,
    p95: 50,
    max: 100,
    base: 10,
    bound: null,
    domain: [1, 100],
  };

  it('place response times on a logarithmic scale, and leave out what is unknown', () => {
    // 100 px wide, 4 px inset: 10 ms is in the middle of 1 to 100 ms, at 50.
    expect(drawMark(strip)).toContain('M4 10H96');
    expect(drawMark(strip)).toContain('M50 5l-3-5h6z');
    expect(drawMark({ ...strip, min: null, base: null })).not.toMatch(/H96|5l-3/);
  });

  it('show a share of failures however small', () => {
    // 0.1% of 36 px would not be seen; 1.5 px are.
    expect(drawMark({ kind: 'shares', within: 0.999, slow: 0, failed: 0.001 })).toContain(
      '<path class="fw" d="M34.5 4h1.5v8h-1.5z"/>',
    );
  });

  const bullet: BulletMark = {
    kind: 'bullet',
    value: 0.5,
    lower: 0.25,
    upper: 1.5,
    meets: 'below',
    verdict: 'met',
    title: '250 ms, target: below <500> ms',
  };

  it('place a value against its bound, which is in the middle of a scale to twice the bound', () => {
    // 160 px wide, 4 px inset: the bound is at 80, half of it at 42, 0.25 and 1.5 of it at 23 and 118.
    const drawn = drawMark(bullet);
    expect(drawn).toContain('<path class="tg" d="M80 0v16"/>');
    expect(drawn).toContain('<path class="fd" d="M4 4H80v8H4z"/>');
    expect(drawn).toContain('<path class="sb" d="M23 8H118"/>');
    expect(drawn).toMatch(/<path class="fb" d="M38\.2 8a/);
    expect(drawn).toContain('<title>250 ms, target: below &#60;500&#62; ms</title>');
  });

  it('shade above a bound that is a minimum, and end in an arrow what exceeds twice the bound', () => {
    const drawn = drawMark({ ...bullet, meets: 'above', value: 7, lower: 3, upper: null });
    expect(drawn).toContain('<path class="fd" d="M80 4H156v8H80z"/>');
    expect(drawn).toContain('<path class="fb" d="M160 8l-7-4v8z"/>');
    expect(drawMark({ ...bullet, verdict: 'not met', lower: null, upper: null })).not.toMatch(/class="s|fb/);
  });

  it('leave out labels that would lie over others, but no bound', () => {
    const shown = (ticks: readonly { at: number; label: string; isBound?: boolean }[]): string[] =>
      [...drawMark({ kind: 'scale', of: 'strip', ticks }).matchAll(/>([^<]+)<\/text>/g)].map(
        ([, label]) => label!,
      );
    const decades = ['1', '10', '100', '1,000', '10,000'].map((label, i) => ({ at: i / 4, label }));
    // 100 px: "1,000" would reach from 58 to 89, and "10,000" begins at 63.
    expect(shown(decades)).toEqual(['1', '10', '100', '10,000']);
    expect(shown([...decades, { at: 0.72, label: '900', isBound: true }])).toContain('900');
    expect(
      shown([
        { at: 0.1, label: '10' },
        { at: 0.9, label: '100' },
      ]),
    ).toEqual(['10', '100']);
    // At 12 px "111%" is 31 px wide and begins at 69; "50%" is 25 px wide and ends at 68: 3 px are wanted between.
    expect(
      shown([
        { at: 0.55, label: '50%', isBound: true },
        { at: 1, label: '111%' },
      ]),
    ).toEqual(['50%']);
  });

  it('escape the labels of a scale', () => {
    const scale = drawMark({ kind: 'scale', of: 'strip', ticks: [{ at: 0.5, label: '<b>' }] });
    expect(scale).toContain('&#60;b&#62;');
  });
});
