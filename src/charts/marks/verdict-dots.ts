import type { Verdict } from '../../model/run-report.ts';
import { at } from './frame.ts';

/** A judged value in a picture. */
export interface VerdictPlace {
  readonly x: number;
  readonly y: number;
  readonly verdict: Verdict;
}

/** Where each shape's path begins, seen from its middle, and the path. */
const shapes: Record<Verdict, { readonly from: readonly [number, number]; readonly path: string }> = {
  met: { from: [-2, 0], path: 'a2 2 0 1 0 4 0a2 2 0 1 0-4 0z' },
  'not met': { from: [0, -2.4], path: 'l2.4 4.4h-4.8z' },
  inconclusive: { from: [0, -2.6], path: 'l2.6 2.6-2.6 2.6-2.6-2.6z' },
  'not measured': { from: [-1, 0], path: 'a1 1 0 1 0 2 0a1 1 0 1 0-2 0z' },
};
const colours = { met: 'fb', 'not met': 'fw', inconclusive: 'fn', 'not measured': 'fn' } as const;

const startOf = ({ x, y, verdict }: VerdictPlace): [number, number] => {
  const [dx, dy] = shapes[verdict].from;
  return [x + dx, y + dy];
};

const joined = (paths: Readonly<Record<string, string>>): string =>
  Object.entries(paths)
    .map(([name, path]) => (path === '' ? '' : `<path class="${name}" d="${path}"/>`))
    .join('');

/** Judged values as marks whose shape and colour are their verdicts, one path a colour. */
export function verdictDots(places: readonly VerdictPlace[]): string {
  const paths = { fb: '', fw: '', fn: '' };
  for (const place of places) {
    const [x, y] = startOf(place);
    paths[colours[place.verdict]] += `M${at(x)} ${at(y)}${shapes[place.verdict].path}`;
  }
  return joined(paths);
}

/** The same for values in a row: each begins where the one before it of its colour does, by steps that repeat. */
export function verdictRow(places: readonly VerdictPlace[]): string {
  const paths = { fb: '', fw: '', fn: '' };
  const last: Partial<Record<keyof typeof paths, [number, number]>> = {};
  for (const place of places) {
    const colour = colours[place.verdict];
    const [x, y] = startOf(place);
    const [fromX, fromY] = last[colour] ?? [0, 0];
    last[colour] = [x, y];
    paths[colour] +=
      `${paths[colour] === '' ? 'M' : 'm'}${at(x - fromX)} ${at(y - fromY)}${shapes[place.verdict].path}`;
  }
  return joined(paths);
}
