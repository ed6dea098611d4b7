import { Refusal } from '../../project/refusal.ts';

/** What the site builder's errors about a file carry. */
interface FileFault {
  readonly message: string;
  readonly id?: string;
  readonly loc?: { readonly file?: string; readonly line?: number };
}

/**
 * Throws what the site builder found wrong in an MDX file as a Refusal with its place, instead of a stack. Any other error
 * is thrown again.
 */
export function refuseMdxFault(error: unknown): never {
  const { loc, id, message } = error as FileFault;
  const file = loc?.file ?? id;
  if (file?.endsWith('.mdx') !== true) throw error;
  const place = loc?.line === undefined ? file : `${file}:${loc.line}`;
  throw new Refusal(
    `${place}: The site builder cannot compile this file: ${message.split('\n', 1)[0] ?? ''}`,
    'Nothing was built. `check` did not find this, so please report it with the file.',
  );
}
