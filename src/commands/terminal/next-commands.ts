import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parsedJson } from '../../model/parsed-json.ts';
import { shellWord } from '../init/quoted.ts';

/**
 * "npm run check, then npm run build", as it works where the user stands: if the scripts are in the package.json of
 * another folder, such as `perf/`, it starts with the way there.
 */
export function checkThenBuild(cwd: string, project: string): string {
  const steps = 'npm run check, then npm run build';
  const [here, there] = [packageFolderOf(cwd), packageFolderOf(project)];
  if (here === there || there === null || (here !== null && hasScripts(here)) || !hasScripts(there))
    return steps;
  return `cd ${shellWord(relative(cwd, there))}, then ${steps}`;
}

/** The nearest folder with a package.json, in which npm runs scripts. */
function packageFolderOf(folder: string): string | null {
  if (existsSync(join(folder, 'package.json'))) return folder;
  return dirname(folder) === folder ? null : packageFolderOf(dirname(folder));
}

function hasScripts(folder: string): boolean {
  const { scripts = {} } = (parsedJson(readFileSync(join(folder, 'package.json'), 'utf8')) ?? {}) as {
    readonly scripts?: Readonly<Record<string, unknown>>;
  };
  return [scripts.check, scripts.build].every((one) => typeof one === 'string' && /\bperfolio\b/.test(one));
}
