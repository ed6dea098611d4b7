import { describe, expect, it } from 'vitest';
import { joinShapes } from '../../src/charts/vega/join-shapes.ts';
import { tidySvg } from '../../src/charts/vega/tidy-svg.ts';

const joined = (svg: string): string => joinShapes(tidySvg(svg, { width: 240, height: 80, label: 'x' }));

describe('cells of one colour', () => {
  it('are one path on whole units, and touch where they touched', () => {
    const cells =
      '<svg><path d="M0,10.4h58.5v6.1h-58.5Z" fill="blue"/><path d="M58.5,10.4h58.6v6.1h-58.6Z" fill="blue"/></svg>';
    expect(joined(cells)).toContain(
      // From 0 to 58.5 and on to 117.1: both share the edge 59.
      '<path d="M0 10h59v7h-59zM59 10h58v7h-58z" fill="blue"/>',
    );
  });
});

describe('rules of one look', () => {
  const grid =
    '<svg><line transform="translate(0,40)" x2="240" stroke="grey" stroke-dasharray="1,3"/>' +
    '<line transform="translate(0,20)" x2="240" stroke="grey" stroke-dasharray="1,3"/>' +
    '<line y2="80" stroke="grey"/><line transform="translate(12.04,0)" y2="80" stroke="grey"/></svg>';

  it('are one path each', () => {
    expect(joined(grid)).toContain(
      '<path d="M0 40h240M0 20h240" stroke="grey" stroke-dasharray="1,3"/><path d="M0 0v80M12 0v80" stroke="grey"/>',
    );
  });

  it('stay lines if they slope or stand alone', () => {
    const alone = '<line x2="240" stroke="grey"/>';
    const sloped = '<line x2="9" y2="9" stroke="blue"/><line x2="5" y2="9" stroke="blue"/>';
    const tidied = joined(`<svg>${alone}<text>a</text>${sloped}</svg>`);
    expect(tidied).toContain(alone);
    expect(tidied).toContain(sloped);
  });
});
