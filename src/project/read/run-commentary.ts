import type { Commentary } from '../../model/documents/commentary.ts';

/** The commentary on a run: the validated frontmatter, and the body as written. */
export interface RunCommentary {
  readonly file: string;
  readonly words: Commentary;
  readonly body: string;
  /** The 1-based line on which the body starts. */
  readonly bodyLine: number;
  /** The line of a frontmatter key; null if the key is missing. */
  readonly lineOf: (key: string) => number | null;
  /** The line of a text inside the value of a key; the line of the value if the text is not found. */
  readonly lineOfText: (path: readonly (string | number)[], text: string) => number | null;
}
