import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How much a page shows, for holding contestants against each other. */
export interface Shown {
  readonly pages: number;
  readonly cells: number;
  readonly drawings: number;
}

/** What a cell says, with the small drawings in it. */
const cellText = (html: string): string =>
  html
    .split(/(<svg\b[\s\S]*?<\/svg>)/)
    .map((part, i) => (i % 2 === 1 ? part : part.replaceAll(/<[^>]*>/g, ' ')))
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll('|', '&#124;');

/** Pages leave out the end tags of cells and rows: what a cell or row holds ends where the next one begins. */
const row = /<tr\b[^>]*>([\s\S]*?)(?=<\/?(?:tr|tbody|thead|table)\b)/g;
const cell = /<(t[hd])\b([^>]*)>([\s\S]*?)(?=<\/?(?:td|th|tr|tbody|thead|table)\b|$)/g;

/** A table of a page as a Markdown table, cell for cell. */
function markdownTable(table: string): string {
  const rows = [...table.matchAll(row)].map(([, cells]) =>
    [...cells!.matchAll(cell)].map(([, , , content]) => cellText(content!)),
  );
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

/** A report's page in Markdown: its headings, every table as a Markdown table, every drawing as it is. */
function markdownOf(html: string): string {
  const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
  const parts = main.matchAll(/<(table|svg|h[1-4])\b[^>]*>[\s\S]*?<\/\1>/g);
  return [...parts]
    .map(([whole, name]) => {
      if (name === 'table') return markdownTable(whole);
      return name === 'svg'
        ? whole.replaceAll('\n', ' ')
        : `${'#'.repeat(Number(name![1]))} ${cellText(whole)}`;
    })
    .join('\n\n');
}

const runFolders = (site: string): string[] =>
  readdirSync(join(site, 'runs'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/** Writes the reports of a built site as Markdown files with the same tables and drawings, one a run. */
export function writeMarkdown(site: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const run of runFolders(site)) {
    const text = markdownOf(readFileSync(join(site, 'runs', run, 'index.html'), 'utf8'));
    writeFileSync(join(folder, `${run}.md`), `---\nlayout: report.njk\ntitle: ${run}\n---\n\n${text}\n`);
  }
}

/**
 * What the report pages of a site show together. Of cells those with content count, since Markdown fills rows up with
 * empty ones, and none of the head.
 */
export function shownIn(site: string): Shown {
  const shown = { pages: 0, cells: 0, drawings: 0 };
  for (const run of runFolders(site)) {
    const html = readFileSync(join(site, 'runs', run, 'index.html'), 'utf8');
    shown.pages++;
    const cells = [...html.matchAll(cell)].filter(
      ([, name, attributes = '']) => name === 'td' || attributes.includes('scope="row"'),
    );
    shown.cells += cells.filter(([, , , content = '']) => cellText(content) !== '').length;
    shown.drawings += html.match(/<svg\b/g)?.length ?? 0;
  }
  return shown;
}
