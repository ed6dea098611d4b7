import type { View } from 'vega';
import type { PanelData } from '../chart.ts';
import { putInOrder } from './in-order.ts';

/** Whatever Vega warns of is not shown to readers; what it cannot do is an error. */
export const silent = {
  level: () => silent,
  error: (...parts: readonly unknown[]) => {
    throw new Error(parts.map(String).join(' '));
  },
  warn: () => silent,
  info: () => silent,
  debug: () => silent,
};

/** Feeds a view in place of what it drew before, and gives the SVG as Vega writes it. */
export async function drawIn(view: View, { data, signals }: PanelData): Promise<string> {
  for (const [name, value] of Object.entries(signals)) view.signal(name, value);
  for (const [name, rows] of Object.entries(data)) view.data(name, [...rows]);
  await view.runAsync();
  putInOrder(view);
  return view.toSVG();
}
