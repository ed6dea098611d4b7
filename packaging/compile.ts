/**
 * Compiles src/ into lib/, which is what the package `perfolio` runs: modules without their types, and components and
 * styles as they are. What is imported as `.ts` is imported as `.js`.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { blankComments } from './blank-comments.ts';
import { compactSpaces } from './compact-spaces.ts';

const root = dirname(import.meta.dirname);
const source = join(root, 'src');
const target = join(root, 'lib');

/** Compiled aside and put in place at the end, so that a stopped compilation leaves no half of a package. */
const staging = join(root, `.lib-${process.pid}`);

/** A relative module in an import, or in the `src` of a component's script. */
const moduleName = /\b(from\s+|import\s*\(?\s*|src=)(["'])(\.{1,2}\/[^"'\n]+)\.ts\2/g;

const withJs = (text: string): string => text.replace(moduleName, '$1$2$3.js$2');

/** Types and comments become spaces, and those are removed: every token stays in its line. */
const withoutTypes = (text: string): string => compactSpaces(stripTypeScriptTypes(blankComments(text)));

/** No source map: line 12 of a compiled module is line 12 of its source. */
function compileModule(file: string): void {
  const code = withoutTypes(readFileSync(join(source, file), 'utf8'));
  writeFileSync(join(staging, file.replace(/\.ts$/, '.js')), withJs(code));
}

/** Puts a file of src/ into the package, according to its kind. */
function add(file: string): void {
  const [from, to] = [join(source, file), join(staging, file)];
  mkdirSync(dirname(to), { recursive: true });
  if (file.endsWith('.d.ts') || file.endsWith('.astro'))
    writeFileSync(to, withJs(readFileSync(from, 'utf8')));
  else if (file.endsWith('.ts')) compileModule(file);
  else if (file.endsWith('.css')) copyFileSync(from, to);
  else
    throw new Error(`src/${file}: unsupported kind of file. Say in ${import.meta.filename} how to pack it.`);
}

/** Writes the types that programs may use: those of the entry point, and the ones that these refer to. */
function declare(): void {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const args = [tsc, '--project', join(import.meta.dirname, 'tsconfig.json'), '--outDir', staging];
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('The TypeScript compiler could not write the types.');
  for (const file of filesBelow(staging).filter((name) => name.endsWith('.d.ts'))) {
    const path = join(staging, file);
    writeFileSync(path, withJs(readFileSync(path, 'utf8')));
  }
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));

try {
  for (const file of filesBelow(source)) add(file);
  declare();
  rmSync(target, { recursive: true, force: true });
  renameSync(staging, target);
} finally {
  rmSync(staging, { recursive: true, force: true });
}
