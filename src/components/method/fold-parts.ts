/** A part of an article: its heading of the third level, and all up to the next heading. */
const part = /<h3 id="([^"]+)">([\s\S]*?)<\/h3>([\s\S]*?)(?=<h[23][ >]|$)/g;

/**
 * An article whose parts are folded under their headings, so that it can be looked over. The address of a part is inside
 * the fold: browsers open a fold to get to what a link names.
 */
export const foldParts = (article: string): string =>
  article.replace(
    part,
    (_, id: string, heading: string, content: string) =>
      `<details class="fold part"><summary><h3>${heading}</h3></summary><div id="${id}">${content}</div></details>`,
  );
