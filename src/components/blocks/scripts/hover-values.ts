import { chartReader, type ChartReader, type ChartReading } from './read-chart.ts';

/** Shows the values of a chart where a mouse or a finger points. They are read off the picture: nothing is loaded. */
const readers = new WeakMap<SVGSVGElement, ChartReader | null>();

function readerOf(svg: SVGSVGElement): ChartReader | null {
  if (!readers.has(svg)) readers.set(svg, chartReader(svg));
  return readers.get(svg) ?? null;
}

const note = document.createElement('div');
note.className = 'hover-note';
// The chart's table has the same values; read aloud, this would interrupt.
note.setAttribute('aria-hidden', 'true');
let shown: SVGSVGElement | null = null;

const inSvg = (name: string, attributes: Record<string, number>): SVGElement => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
};

function hide(): void {
  shown?.querySelector('.hover')?.remove();
  note.remove();
  shown = null;
}

function mark(svg: SVGSVGElement, { x, values }: ChartReading): void {
  const group = inSvg('g', {});
  group.setAttribute('class', 'hover');
  const { height } = svg.viewBox.baseVal;
  group.append(inSvg('line', { x1: x, x2: x, y1: 0, y2: height }));
  for (const { y } of values) group.append(inSvg('circle', { cx: x, cy: y, r: 3 }));
  svg.querySelector('.hover')?.remove();
  svg.append(group);
}

const line = (name: string, text: string): HTMLElement => {
  const row = document.createElement('p');
  const value = document.createElement('b');
  value.textContent = text;
  row.append(name, ' ', value);
  return row;
};

function write({ at, values }: ChartReading): void {
  // From the top of the picture downwards, as the lines lie.
  const rows = values.toSorted((a, b) => a.y - b.y).map(({ name, text }) => line(name, `≈ ${text}`));
  note.replaceChildren(line('', at), ...rows);
}

/** Beside the pointer, on the side where there is room. */
function place(clientX: number, clientY: number): void {
  const { width, height } = note.getBoundingClientRect();
  const gap = 14;
  const left =
    clientX + gap + width > document.documentElement.clientWidth ? clientX - gap - width : clientX + gap;
  note.style.left = `${Math.max(0, left) + scrollX}px`;
  note.style.top = `${Math.max(0, clientY - height - gap) + scrollY}px`;
}

function show({ target, clientX, clientY }: PointerEvent): void {
  const svg = target instanceof Element ? target.closest<SVGSVGElement>('.chart svg') : null;
  if (svg !== shown) hide();
  const reader = svg === null ? null : readerOf(svg);
  if (svg === null || reader === null) return;
  const { left, width } = svg.getBoundingClientRect();
  const reading = reader(((clientX - left) / width) * svg.viewBox.baseVal.width);
  if (reading === null) {
    hide();
    return;
  }
  shown = svg;
  mark(svg, reading);
  write(reading);
  document.body.append(note);
  place(clientX, clientY);
}

addEventListener('pointermove', show, { passive: true });
addEventListener('pointerdown', show, { passive: true });
addEventListener('scroll', hide, { passive: true });
