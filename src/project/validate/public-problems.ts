import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { takenFiles, takenNames } from '../../model/page.ts';
import { problem, type Problem } from '../../model/problem.ts';
import type { Paths } from '../../store/paths.ts';
import { linkProblem } from '../read/disk.ts';
import { svgFault } from './svg-fault.ts';

/**
 * What must not be copied into the site from the folder of static files: links to other files, SVG that runs code, and
 * files in the place of a page. Warns of pages and scripts, which nothing checks. `pages` are those of the project.
 */
export function publicProblems(
  { public: common, ownPublic, shownFrom }: Pick<Paths, 'public' | 'ownPublic' | 'shownFrom'>,
  pages: readonly string[],
): Problem[] {
  const folder = ownPublic ?? common;
  if (!existsSync(folder)) return [];
  const taken = new Set(ownPublic === null ? [] : [...takenNames, ...takenFiles, ...ownNames, ...pages]);
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const shown = relative(shownFrom, path);
    if (entry.isSymbolicLink()) return [linkProblem(shown)];
    if (!entry.isFile()) return [];
    const [top = ''] = relative(folder, path).toLowerCase().split(sep);
    if (taken.has(top)) return [replacingProblem(shown)];
    if (runsInBrowser(entry.name))
      return [
        problem('warning', shown, 'The site serves this file as it is, with its scripts.', {
          hint: runningHint,
        }),
      ];
    return extname(entry.name).toLowerCase() === '.svg' ? svgProblems(path, shown) : [];
  });
}

/** What every site has beside these pages, among it lists that a build keeps of its files. */
const ownNames = ['_astro', 'about', '.perfolio-site', '.perfolio-incoming'];

const replacingProblem = (file: string): Problem =>
  problem('error', file, 'This file would replace a part of the site.', {
    hint: 'Move it to a folder of its own, such as public/files/.',
  });

/** True for a file that a browser takes for a page, or that a page may run. */
export const runsInBrowser = (file: string): boolean => /\.(?:html?|xhtml|xht|m?js|xml|xslt?)$/i.test(file);

const runningHint = 'Review it like code. Perfolio does not check what it does.';

function svgProblems(path: string, shown: string): Problem[] {
  const fault = svgFault(readFileSync(path, 'utf8'));
  if (fault === null) return [];
  return [
    problem('error', shown, `The SVG file is more than a picture. ${fault.message}.`, {
      line: fault.line,
      column: 1,
      hint: 'Export it as plain SVG without scripts, links and external files, or use a PNG.',
    }),
  ];
}
