import { at, present } from '../../model/checked.ts';
import { largest } from '../../model/long-lists.ts';

/** A colour or another token of the page, as it is now: in the light or in the dark. */
export const tokenOf = (token: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(token).trim();

const resolved = (text: string): string =>
  text.replace(/var\((--[\w-]+)\)/g, (_, token: string) => tokenOf(token));

const namespace = 'http://www.w3.org/2000/svg';
const margin = 16;
const line = 18;

/** The pictures of a figure that are shown: of two cuts of one chart the one for this screen. */
const shownPictures = (figure: Element): SVGSVGElement[] =>
  [...figure.querySelectorAll('svg')].filter((svg) => svg.getClientRects().length > 0);

function textAt(x: number, y: number, content: string, size: number, colour: string): SVGTextElement {
  const text = document.createElementNS(namespace, 'text');
  for (const [name, value] of Object.entries({ x, y, 'font-size': size, fill: tokenOf(colour) }))
    text.setAttribute(name, String(value));
  text.textContent = content;
  return text;
}

/** A picture that looks alone as it does in the page, whose style sheet it leaves. */
function standalone(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.querySelector('.hover')?.remove();
  for (const name of ['stroke-linecap', 'stroke-linejoin']) copy.setAttribute(name, 'round');
  for (const element of [copy, ...copy.querySelectorAll('*')])
    for (const { name, value } of element.attributes)
      if (value.includes('var(')) element.setAttribute(name, resolved(value));
  for (const text of copy.querySelectorAll('text')) {
    if (!text.hasAttribute('fill')) text.setAttribute('fill', tokenOf('--ink-2'));
    text.setAttribute('paint-order', 'stroke');
    text.setAttribute('stroke', tokenOf('--paper'));
    text.setAttribute('stroke-width', '3');
    text.setAttribute('stroke-linejoin', 'round');
  }
  return copy;
}

const wordsOf = (figure: Element, selector: string): string =>
  figure.querySelector(selector)?.textContent.replace(/\s+/g, ' ').trim() ?? '';

/** Title, unit and all panels of a figure beneath each other, as one SVG file. */
export function figureSvg(figure: Element): { text: string; width: number; height: number } {
  const root = document.createElementNS(namespace, 'svg');
  const pictures = shownPictures(figure);
  const width = Math.max(0, largest(pictures.map(({ viewBox }) => viewBox.baseVal.width))) + 2 * margin;
  const words: SVGTextElement[] = [
    textAt(margin, margin + 14, wordsOf(figure, '.chart-head h2, .chart-head h3'), 15, '--ink'),
    textAt(margin, margin + 14 + line, wordsOf(figure, '.chart-head p'), 12, '--ink-2'),
  ];
  at(words, 0).setAttribute('font-weight', '600');
  let height = margin + 2 * line + 8;
  for (const picture of pictures) {
    const heading = wordsOf(picture.closest('.panel') ?? picture, '.panel-name');
    if (heading !== '') {
      words.push(textAt(margin, height + line, heading, 13, '--ink'));
      height += line + 6;
    }
    const copy = standalone(picture);
    const { width: wide, height: high } = picture.viewBox.baseVal;
    for (const [name, value] of Object.entries({ x: margin, y: height, width: wide, height: high }))
      copy.setAttribute(name, String(value));
    copy.setAttribute('overflow', 'visible');
    root.append(copy);
    height += high + margin;
  }
  root.prepend(...words);
  const paper = document.createElementNS(namespace, 'rect');
  for (const [name, value] of Object.entries({ width: '100%', height: '100%', fill: tokenOf('--paper') }))
    paper.setAttribute(name, value);
  root.prepend(paper);
  const look = {
    viewBox: `0 0 ${width} ${height}`,
    width: String(width),
    height: String(height),
    'font-family': tokenOf('--sans'),
    'font-size': '12',
  };
  for (const [name, value] of Object.entries(look)) root.setAttribute(name, value);
  return { text: new XMLSerializer().serializeToString(root), width, height };
}

/** A picture twice as fine as the screen's, for documents that take no SVG. */
export async function figurePng(figure: Element): Promise<Blob> {
  const { text, width, height } = figureSvg(figure);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width * 2, height * 2];
  present(canvas.getContext('2d'), 'a new canvas has a 2D context').drawImage(
    image,
    0,
    0,
    canvas.width,
    canvas.height,
  );
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('The picture could not be drawn.'));
      else resolve(blob);
    }, 'image/png');
  });
}

/** A number as a spreadsheet reads it; text that it would take for a formula starts with an apostrophe. */
function csvCell(text: string): string {
  const plain = text.trim().replace(/\s+/g, ' ');
  const number = plain.replace(/^\u2212/, '-').replaceAll(/(?<=\d),(?=\d{3}(?:\D|$|\d{3}))/g, '');
  if (/^-?\d+(?:\.\d+)?$/.test(number)) return number;
  if (plain === '–') return '';
  const safe = /^[=+@-]/.test(plain) ? `'${plain}` : plain;
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The table beneath a chart as comma-separated values. */
export const tableCsv = (table: HTMLTableElement): string =>
  [...table.rows]
    .map((row) => `${[...row.cells].map(({ textContent }) => csvCell(textContent)).join(',')}\r\n`)
    .join('');
