import { closest, distance } from 'fastest-levenshtein';
import { pageThatLists } from './reference-pages.ts';

/** Words that a hint lists at most. */
const mostNamed = 12;

/** The known word that another one is so near to that it was meant; null where there is none. */
export function misspelt(word: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const nearest = closest(word, known);
  return distance(word, nearest) <= Math.max(2, Math.floor(word.length / 3)) ? nearest : null;
}

/** "Did you mean" the nearest of the known words, else all of them, or some and the page that lists all. */
export function didYouMean(word: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const nearest = misspelt(word, known);
  if (nearest !== null) return `Did you mean \`${nearest}\`?`;
  const shown = known.slice(0, mostNamed).map((one) => `\`${one}\``);
  if (known.length <= mostNamed) return `Known: ${shown.join(', ')}.`;
  const page = pageThatLists(known);
  return `Known: ${shown.join(', ')} …${page === null ? '' : ` See ${page}.`}`;
}
