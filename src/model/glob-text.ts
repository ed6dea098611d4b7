import { z } from 'zod';
import { globFault } from './glob.ts';

/** A glob in a file that people write. */
export const globText = z
  .string()
  .trim()
  .min(1)
  .superRefine((glob, context) => {
    const message = globFault(glob);
    if (message !== null) context.addIssue({ code: 'custom', message, input: glob });
  });

/** The only text that a glob matches; null if it has wildcards. */
export const plainText = (glob: string): string | null =>
  /(?<!\\)[*?[]|(?<!\\)\{[^}]*,/.test(glob.replace(/\\\\/g, '')) ? null : glob.replace(/\\(.)/gs, '$1');
