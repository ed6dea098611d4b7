import { closest, distance } from 'fastest-levenshtein';
import { pageThatLists } from '../reference-pages.ts';

/** The most words that a hint lists. */
const mostNamed = 12;

/** The known word that was probably meant; null if none is close enough. */
export function misspelt(word: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const nearest = closest(word, known);
  return distance(word, nearest) <= Math.max(2, Math.floor(word.length / 3)) ? nearest : null;
}

/** The normal form of a text: macOS may write names in NFD, where an accent is a code point of its own. */
const formOf = (text: string): string => (text === text.normalize('NFD') ? 'NFD' : 'NFC');

/** "Did you mean" the nearest known word, else the known words, or the first of them and the page that lists all. */
export function didYouMean(word: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const alike = known.find((one) => one !== word && one.normalize() === word.normalize());
  if (alike !== undefined)
    return `\`${alike}\` looks the same but is spelt with other code points (Unicode ${formOf(alike)}). Rename one of them.`;
  const nearest = misspelt(word, known);
  if (nearest !== null) return `Did you mean \`${nearest}\`?`;
  const shown = known.slice(0, mostNamed).map((one) => `\`${one}\``);
  if (known.length <= mostNamed) return `Known: ${shown.join(', ')}.`;
  const page = pageThatLists(known);
  return `Known: ${shown.join(', ')} …${page === null ? '' : ` See ${page}.`}`;
}
