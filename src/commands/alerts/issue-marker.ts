import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parsedJson } from '../../model/parsed-json.ts';

/** What an issue remembers of its alert, in a comment of HTML at the start of its text. */
const memorySchema = z.strictObject({
  /** The id of the alert; `shared` for the issue of many. */
  id: z.string(),
  state: z.enum(['open', 'closed']),
  /** Of what people were told: metrics of an alert, or alerts of a shared issue, each as `keyOf`. */
  told: z.array(z.string()),
  /** The largest relative change in the issue or its comments. */
  size: z.number(),
  /** How many comments were written, so that none is written twice. */
  comments: z.int(),
  /** Of title and text, so that an unchanged issue is left alone, also where people edited it. */
  text: z.string(),
});

export type Memory = z.infer<typeof memorySchema>;

/** The id of the issue that many alerts share. */
export const sharedId = 'shared';

/** A short name for something that may be long, or anything at all. */
export const keyOf = (...names: readonly (string | null)[]): string =>
  createHash('sha256').update(JSON.stringify(names)).digest('base64url').slice(0, 8);

/** What is never in such a comment: `>`, and two hyphens in a row. */
const encoded = (memory: Memory): string => encodeURIComponent(JSON.stringify(memory)).replaceAll('-', '%2D');

const start = '<!-- perfolio-alert ';
const pattern = /^<!-- perfolio-alert (\S+) -->\r?\n?/;

/** The text of an issue, with what it remembers. */
export const withMemory = (memory: Memory, text: string): string => `${start}${encoded(memory)} -->\n${text}`;

/** What an issue remembers; null for an issue of somebody else. */
export function memoryOf(body: string): Memory | null {
  const [, code] = pattern.exec(body) ?? [];
  if (code === undefined) return null;
  try {
    return memorySchema.safeParse(parsedJson(decodeURIComponent(code))).data ?? null;
  } catch {
    return null;
  }
}

/** The text of an issue without what it remembers. */
export const textOf = (body: string): string => body.replace(pattern, '');

/** Identifies a comment within its issue. */
export const commentMarker = (number: number): string => `<!-- perfolio-alert-comment ${number} -->`;
