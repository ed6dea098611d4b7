import { compile } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import { charts } from '../../src/charts/chart-registry.ts';
import { vegaDocument } from '../../src/charts/vega/vega-document.ts';
import { exampleReport } from './example-report.ts';

const colours = (token: string): string => `#${token.length.toString().padStart(6, '0')}`;

describe('the document of a chart for the Vega editor', () => {
  const report = exampleReport();

  it.each(charts)(
    'of $id stands alone: data and colours are in it, and Vega-Lite understands it',
    (chart) => {
      const reading = chart.read(report)!;
      expect(reading).not.toBeNull();
      const document = vegaDocument(chart, reading, colours);
      const text = JSON.stringify(document);
      expect(text).not.toContain('var(--');
      expect(text).not.toMatch(/"expr":"(?:xDomain|yDomain|xTicks|yTicks)"/);
      expect(text).not.toMatch(/"labelExpr":"[^"]*(?:unitSeconds|xTicks)/);
      const warnings: string[] = [];
      const logger = {
        level: () => logger,
        error: (...said: readonly unknown[]) => (warnings.push(said.join(' ')), logger),
        warn: (...said: readonly unknown[]) => (warnings.push(said.join(' ')), logger),
        info: () => logger,
        debug: () => logger,
      };
      const { spec } = compile(document as unknown as Parameters<typeof compile>[0], { logger });
      expect(warnings).toEqual([]);
      const rows = (spec.data ?? []).flatMap((one) => ('values' in one ? (one.values as object[]) : []));
      const read = reading.panels.flatMap(({ data }) => Object.values(data).flat());
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.length).toBeLessThanOrEqual(read.length * 2);
    },
  );

  it('has no name from the data where Vega would read an expression', () => {
    const hostile = 'a"]; datum.x || "';
    const chart = charts[0];
    const reading = chart.read(report)!;
    const panels = reading.panels.map((panel) => ({ ...panel, heading: hostile }));
    const text = JSON.stringify(vegaDocument(chart, { ...reading, panels }, colours));
    const expressions = [...text.matchAll(/"(?:labelExpr|expr)":"((?:[^"\\]|\\.)*)"/g)].map(([, one]) => one);
    expect(expressions.length).toBeGreaterThan(0);
    expect(expressions.some((one) => one!.includes('datum.x'))).toBe(false);
  });
});
