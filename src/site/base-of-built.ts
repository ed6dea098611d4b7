import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every page but a start page loads its style sheet from here. */
const assets = '_astro/';

/** What the first page of a site puts before the folder of its style sheets; null for a page that loads none. */
function prefixOf(folder: string): string | null {
  const page = join(folder, 'index.html');
  if (!existsSync(page)) return null;
  const [, before] = new RegExp(`href="([^"]*)${assets}`).exec(readFileSync(page, 'utf8')) ?? [];
  return before ?? null;
}

/**
 * The path below which a built site must be served, such as `/repository/`, from its first page. A start page over several
 * projects has no style sheet of its own, so the first of its projects decides. Relative links work anywhere: `/`.
 */
export function baseOfBuilt(folder: string): string {
  const own = prefixOf(folder);
  if (own !== null) return own.startsWith('/') ? own : '/';
  const parts = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of parts) {
    const prefix = prefixOf(join(folder, name));
    if (prefix?.startsWith('/') === true && prefix.endsWith(`/${name}/`))
      return prefix.slice(0, -`${name}/`.length);
  }
  return '/';
}
