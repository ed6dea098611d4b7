/** One version of the changelog. */
export interface Release {
  readonly version: string;
  /** The text below its heading. */
  readonly text: string;
}

/** The versions of a changelog, newest first. */
export function releasesOf(changelog: string): Release[] {
  const parts = changelog.split(/^## (?=\d)/m).slice(1);
  return parts.map((part) => {
    const [heading = '', ...lines] = part.split('\n');
    return { version: /^[\d.]+/.exec(heading)?.[0] ?? heading, text: lines.join('\n').trim() };
  });
}

const numbers = (version: string): number[] =>
  (/^\d+(?:\.\d+)*/.exec(version)?.[0] ?? '0').split('.').map(Number);

/** Above 0 if version a is later than b, below 0 if earlier. What follows the three numbers does not count. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  for (const i of [0, 1, 2]) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The versions after one; all of them if it is unknown. */
export const releasesAfter = (releases: readonly Release[], from: string | null): Release[] =>
  releases.filter(({ version }) => from === null || compareVersions(version, from) > 0);
