import type { Tone } from '../../model/section.ts';
import { escapeXml } from '../feed/xml.ts';

/** What a badge says: what it is about, how that stands, and how that looks. */
export interface Badge {
  readonly label: string;
  readonly text: string;
  readonly tone: Tone;
}

/** White text on these has a contrast of at least 5.7 to 1; the shapes distinguish them without colour. */
const colours: Record<Tone, string> = {
  good: '#005a9c',
  bad: '#b3400f',
  unsure: '#5b6570',
  neutral: '#5b6570',
};
const shapes: Record<Tone, string> = { good: '●', bad: '▲', unsure: '◆', neutral: '○' };

const height = 20;
const inset = 7;
const longest = 60;

/** About how wide text of 11 px is; the drawing then squeezes or stretches it to just that, whatever the font. */
function widthOf(text: string): number {
  const widths = Array.from(text, (character) =>
    /[ilI.,:;'|!()[\]]/.test(character)
      ? 3.9
      : /[mwMW%@●▲◆○]/.test(character)
        ? 9.6
        : /[A-Z]/.test(character)
          ? 7.5
          : 6.4,
  );
  return Math.round(widths.reduce((sum, width) => sum + width, 0));
}

/** On one line and no longer than a badge can be. */
function cut(text: string): string {
  const characters = Array.from(text.replace(/\s+/g, ' ').trim());
  return characters.length <= longest ? characters.join('') : `${characters.slice(0, longest - 1).join('')}…`;
}

function part(text: string, from: number, width: number): string {
  const length = width - 2 * inset;
  return `<text x="${from + inset}" y="14" textLength="${length}" lengthAdjust="spacingAndGlyphs">${escapeXml(text)}</text>`;
}

/** A badge as a picture of its own: readable on light and dark pages, with a title for those who cannot see it. */
export function badgeSvg(badge: Badge): string {
  const label = cut(badge.label);
  const text = `${shapes[badge.tone]} ${cut(badge.text)}`;
  const left = widthOf(label) + 2 * inset;
  const right = widthOf(text) + 2 * inset;
  const width = left + right;
  const title = escapeXml(`${label}: ${cut(badge.text)}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">`,
    `<title>${title}</title>`,
    `<clipPath id="r"><rect width="${width}" height="${height}" rx="3"/></clipPath>`,
    `<g clip-path="url(#r)"><path fill="#333a42" d="M0 0h${left}v${height}H0z"/><path fill="${colours[badge.tone]}" d="M${left} 0h${right}v${height}H${left}z"/></g>`,
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="2.5" fill="none" stroke="#8b949e" stroke-opacity=".6"/>`,
    `<g fill="#fff" font-family="Verdana,'DejaVu Sans',Geneva,sans-serif" font-size="11">${part(label, 0, left)}${part(text, left, right)}</g>`,
    '</svg>\n',
  ].join('');
}
