import { at } from '../../model/checked.ts';
import type { Chart, Panel, Reading } from '../chart.ts';
import { chartConfig } from '../theme.ts';

/** A chart as one Vega-Lite specification that stands alone: data, scales and colours are in it. */
export type VegaDocument = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The panel's numbers in the places where the template names them. */
function filled(value: unknown, panel: Panel): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => filled(one, panel));
  if (!isRecord(value)) return value;
  const { expr, name } = value;
  if (typeof expr === 'string' && expr in panel.signals) return panel.signals[expr];
  if (typeof name === 'string' && name in panel.data) return { values: panel.data[name] };
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      key === 'labelExpr' && typeof one === 'string' ? withNumbers(one, panel) : filled(one, panel),
    ]),
  );
}

const withNumbers = (expression: string, { signals }: Panel): string =>
  Object.entries(signals).reduce(
    (text, [name, value]) => text.replace(new RegExp(`\\b${name}\\b`, 'g'), JSON.stringify(value)),
    expression,
  );

/** Every `var(--token)` as the colour that it stands for. Text from data is left alone: it contains no such thing twice. */
const coloured = (value: unknown, colourOf: (token: string) => string): unknown => {
  if (typeof value === 'string')
    return /^var\(--[\w-]+\)$/.test(value) ? colourOf(value.slice(4, -1)) : value;
  if (Array.isArray(value)) return value.map((one: unknown) => coloured(one, colourOf));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, key === 'values' ? one : coloured(one, colourOf)]),
  );
};

/**
 * The specification of what a chart read, its panels beneath each other. `colourOf` says what colour a token such as
 * `--ink` is. Names from the data stand only in data and titles, never in expressions.
 */
export function vegaDocument(
  chart: Pick<Chart, 'spec'>,
  { title, subtitle, caption, panels }: Pick<Reading, 'title' | 'subtitle' | 'caption' | 'panels'>,
  colourOf: (token: string) => string,
): VegaDocument {
  const parts = panels.map((panel) => {
    // Only data are JSON for certain; a specification becomes so by being written.
    const {
      params: _,
      autosize: __,
      padding: ___,
      ...spec
    } = JSON.parse(JSON.stringify(chart.spec(panel.template, 'standard'))) as Record<string, unknown>;
    return {
      ...(panel.heading !== null && { title: { text: panel.heading, anchor: 'start' } }),
      ...(coloured(filled(spec, panel), colourOf) as Record<string, unknown>),
    };
  });
  const config: unknown = JSON.parse(JSON.stringify({ ...chartConfig, background: 'var(--paper)' }));
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: caption,
    title: { text: title, subtitle, anchor: 'start' },
    padding: { left: 12, right: 60, top: 12, bottom: 12 },
    ...(parts.length === 1 && at(parts, 0).title === undefined ? parts[0] : { vconcat: parts }),
    config: coloured(config, colourOf),
  };
}
