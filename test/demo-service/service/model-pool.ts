/** Lends a fixed number of connections; who finds none free waits in line. */
export interface Pool {
  readonly size: number;
  readonly waiting: number;
  use<T>(work: () => Promise<T>): Promise<T>;
}

/** A pool of `size` connections, lent first come first served. */
export function createPool(size: number): Pool {
  let free = size;
  const line: (() => void)[] = [];
  return {
    size,
    get waiting() {
      return line.length;
    },
    async use(work) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => line.push(resolve));
      try {
        return await work();
      } finally {
        const next = line.shift();
        if (next === undefined) free += 1;
        else next();
      }
    },
  };
}

/** How long the language model takes for a reply. It is a service elsewhere, so here a timer stands in for it. */
export const modelReplyMs = 30;

/** The reply to a text, after the time that a model takes. */
export async function askModel(text: string): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, modelReplyMs));
  return `I read ${text.split(' ').length} words, the first of them ${text.split(' ', 1)[0] ?? 'none'}.`;
}
