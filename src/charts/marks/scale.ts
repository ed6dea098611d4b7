import type { ScaleMark } from '../../model/cell-mark.ts';
import { escapeText } from '../plot.ts';
import { at, frames, markSvg } from './frame.ts';

/** Pixels that the characters of labels take at 12 px, and the least between two labels. */
const [digitWidth, percentWidth, pointWidth, gap] = [6.7, 10.7, 3.4, 3];

interface Placed {
  readonly label: string;
  readonly isBound: boolean;
  readonly x: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly left: number;
}

const widthOfCharacter = (character: string): number =>
  character === '%' ? percentWidth : /[.,]/.test(character) ? pointWidth : digitWidth;

function widthOf(label: string): number {
  let width = 0;
  for (const character of label) width += widthOfCharacter(character);
  return width;
}

function placed(
  { at: share, label, isBound = false }: ScaleMark['ticks'][number],
  of: ScaleMark['of'],
): Placed {
  const { width, inset } = frames[of];
  if (share > 0.95) return { label, isBound, x: width, anchor: 'end', left: width - widthOf(label) };
  if (share < 0.05) return { label, isBound, x: 0, anchor: 'start', left: 0 };
  const x = inset + share * (width - 2 * inset);
  return { label, isBound, x, anchor: 'middle', left: x - widthOf(label) / 2 };
}

const areApart = (a: Placed, b: Placed): boolean =>
  a.left + widthOf(a.label) + gap <= b.left || b.left + widthOf(b.label) + gap <= a.left;

/** The labels that have room: bounds before ends, ends before what lies between. */
function withRoom(labels: readonly Placed[]): readonly Placed[] {
  const rank = ({ isBound, anchor }: Placed): number => (isBound ? 0 : anchor === 'middle' ? 2 : 1);
  const shown = new Set<Placed>();
  for (const label of labels.toSorted((a, b) => rank(a) - rank(b)))
    if ([...shown].every((other) => areApart(label, other))) shown.add(label);
  return labels.filter((label) => shown.has(label));
}

/** The labels above a column of marks; those without room beside others are left out. */
export function scaleMark({ of, ticks }: ScaleMark): string {
  const labels = withRoom(ticks.map((tick) => placed(tick, of))).map(
    ({ label, isBound, x, anchor }) =>
      `<text x="${at(x)}" y="11" text-anchor="${anchor}"${isBound ? ' class="w"' : ''}>${escapeText(label)}</text>`,
  );
  return markSvg(frames[of].width, frames.scale.height, labels.join(''));
}
