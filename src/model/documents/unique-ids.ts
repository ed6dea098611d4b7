import type { z } from 'zod';

/** A check of a list in project.json: no two entries share an id. `list` is its name in messages. */
export const uniqueIds =
  (list: string) =>
  (entries: readonly { readonly id: string }[], context: z.RefinementCtx): void => {
    const ids = entries.map(({ id }) => id);
    for (const [i, id] of ids.entries()) {
      const first = ids.indexOf(id);
      if (first < i)
        context.addIssue({
          code: 'custom',
          path: [i, 'id'],
          message: `is also the id of \`${list}[${first}]\``,
        });
    }
  };
