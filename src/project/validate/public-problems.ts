import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { problem, type Problem } from '../../model/problem.ts';
import type { Paths } from '../../store/paths.ts';
import { linkProblem } from '../read/disk.ts';
import { svgFault } from './svg-fault.ts';

/** What must not be copied into the site from the folder of static files: links to other files, and SVG that runs code. */
export function publicProblems({ public: common, ownPublic, shownFrom }: Paths): Problem[] {
  const folder = ownPublic ?? common;
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const shown = relative(shownFrom, path);
    if (entry.isSymbolicLink()) return [linkProblem(shown)];
    if (!entry.isFile() || extname(entry.name).toLowerCase() !== '.svg') return [];
    const fault = svgFault(readFileSync(path, 'utf8'));
    return fault === null
      ? []
      : [
          problem('error', shown, `The SVG file is more than a picture. ${fault.message}.`, {
            line: fault.line,
            column: 1,
            hint: 'Export it as plain SVG without scripts, links and external files, or use a PNG.',
          }),
        ];
  });
}
