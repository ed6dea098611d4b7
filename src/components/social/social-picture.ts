import { at } from '../../model/checked.ts';
import { sparkShape } from '../../charts/sparkline.ts';
import { pictureSize, type SocialContent } from './social-content.ts';
import { lettering, linesOf, type Lettering } from './lettering.ts';

const left = 88;
const textWidth = pictureSize.width - 2 * left;
const colours = {
  paper: '#ffffff',
  ink: '#1b1f24',
  quiet: '#57606a',
  rule: '#d9dde1',
  line: '#3a86c8',
  newest: '#08427f',
  target: '#b3400f',
};

const path = (data: string, fill: string): string => `<path d="${data}" fill="${fill}"/>`;

/** The largest size at which the name takes two lines, or three of the smallest. */
function nameLines(name: string, bold: Lettering): { size: number; lines: string[] } {
  for (const size of [104, 88, 72, 60]) {
    const lines = linesOf(name, { size, width: textWidth, most: 3 }, bold);
    if (lines.length <= 2 && !at(lines, -1).endsWith('…')) return { size, lines };
  }
  return { size: 60, lines: linesOf(name, { size: 60, width: textWidth, most: 2 }, bold) };
}

function drawnHistory(history: SocialContent['history']): string {
  const box = { width: textWidth, height: 130, inset: 8 };
  const shape = history && sparkShape(history.values, history.bound, box);
  if (!shape) return '';
  const { line, boundY, last } = shape;
  const bound =
    boundY === null
      ? ''
      : `<path d="M0 ${boundY}H${box.width}" stroke="${colours.target}" stroke-width="3" stroke-dasharray="14 10"/>`;
  return (
    `<g transform="translate(${left} 452)" fill="none">${bound}` +
    `<path d="${line}" stroke="${colours.line}" stroke-width="5" stroke-linejoin="round"/>` +
    `<circle cx="${last[0]}" cy="${last[1]}" r="10" fill="${colours.newest}"/></g>`
  );
}

/**
 * The picture that links to the site are shown with, as SVG without text: letters are outlines. A name or description
 * in letters that the font lacks is left out. `root` is the folder of this project's packages.
 */
export async function socialSvg(
  { name, description, history }: SocialContent,
  root: string,
): Promise<string> {
  const [bold, plain] = [await lettering(root, 700), await lettering(root, 400)];
  const title = nameLines(bold.canWrite(name) ? name : 'Performance reports', bold);
  const about = description !== null && plain.canWrite(description) ? description : '';
  const details = linesOf(about, { size: 36, width: textWidth, most: 2 }, plain);
  const nameTop = 150 + title.size * 0.8;
  const nameEnd = nameTop + (title.lines.length - 1) * title.size * 1.12;
  const { width, height } = pictureSize;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${colours.paper}"/>`,
    `<rect x="${left}" y="72" width="${textWidth}" height="3" fill="${colours.rule}"/>`,
    path(plain.outline('Performance reports', left, 128, 30), colours.quiet),
    ...title.lines.map((line, i) =>
      path(bold.outline(line, left - 4, nameTop + i * title.size * 1.12, title.size), colours.ink),
    ),
    ...details.map((line, i) => path(plain.outline(line, left, nameEnd + 64 + i * 48, 36), colours.quiet)),
    drawnHistory(history),
    '</svg>',
  ].join('');
}
