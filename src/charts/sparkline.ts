import { max, min } from './scales.ts';

const width = 160;
const height = 32;
const inset = 3;

/** A line of numbers in the height of a text line, with a bound where there is one; null for fewer than two. */
export function sparkline(
  values: readonly (number | null)[],
  { bound, label }: { bound: number | null; label: string },
): string | null {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const all = bound === null ? known : [...known, bound];
  const [low, high] = [min(all), max(all)];
  const x = (i: number): number => inset + ((width - 2 * inset) * i) / (values.length - 1);
  const y = (value: number): number =>
    high === low ? height / 2 : height - inset - ((height - 2 * inset) * (value - low)) / (high - low);
  const tenth = (value: number): string => String(Math.round(value * 10) / 10);
  const path = values
    .map((value, i) => {
      if (value === null) return '';
      return `${i === 0 || values[i - 1] === null ? 'M' : 'L'}${tenth(x(i))} ${tenth(y(value))}`;
    })
    .join('');
  const last = values.findLastIndex((value) => value !== null);
  const rule =
    bound === null
      ? ''
      : `<path d="M0 ${tenth(y(bound))}H${width}" stroke="var(--target)" stroke-dasharray="4 3"/>`;
  return (
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(label)}" fill="none">${rule}` +
    `<path d="${path}" stroke="var(--line-95)" stroke-width="1.5" stroke-linejoin="round"/>` +
    `<circle cx="${tenth(x(last))}" cy="${tenth(y(values[last]!))}" r="2.8" fill="var(--line-50)"/></svg>`
  );
}

const escape = (text: string): string =>
  text.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`);
