import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measured, type Measured } from './measured.ts';

const version = '3.1.8';

/**
 * Eleventy's command, installed on demand beside the bench's other files: its 127 packages are of no use to anyone who
 * does not run the bench. Null, and told, where it cannot be had.
 */
export function eleventyCommand(scratch: string): string | null {
  const folder = join(scratch, 'eleventy');
  const command = join(folder, 'node_modules/@11ty/eleventy/cmd.cjs');
  if (existsSync(command)) return command;
  process.stdout.write(`Installing Eleventy ${version} for the comparison, once ...\n`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const args = [
    'install',
    '--no-audit',
    '--no-fund',
    '--silent',
    '--save-exact',
    `@11ty/eleventy@${version}`,
  ];
  const { status } = spawnSync('npm', args, { cwd: folder, shell: process.platform === 'win32' });
  if (status === 0 && existsSync(command)) return command;
  process.stdout.write('Eleventy could not be installed; it is left out.\n');
  return null;
}

const layout = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><header><a href="/">Runs</a></header><main>{{ content | safe }}</main></body></html>`;

// CommonJS by its name, so that no package.json above decides on it.
const config = `module.exports = (eleventy) => { eleventy.setUseGitIgnore(false); eleventy.ignores.delete('**/node_modules/**');
  return { dir: { input: 'pages', includes: '../layouts', output: 'site' }, markdownTemplateEngine: false }; };`;

/** Builds the Markdown pages in `folder/pages` into `folder/site` with Eleventy. */
export async function runEleventy(command: string, folder: string): Promise<Measured> {
  mkdirSync(join(folder, 'layouts'), { recursive: true });
  writeFileSync(join(folder, 'layouts/report.njk'), layout);
  writeFileSync(join(folder, 'eleventy.config.cjs'), config);
  rmSync(join(folder, 'site'), { recursive: true, force: true });
  return measured([command, '--config=eleventy.config.cjs', '--quiet'], { cwd: folder });
}

const bareScript = `import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
for (const name of readdirSync('pages/runs')) {
  const run = name.slice(0, -3);
  const text = readFileSync('pages/runs/' + name, 'utf8');
  const lines = text.slice(text.indexOf('\\n---\\n') + 5).split('\\n');
  const body = lines.flatMap((line, i) => {
    if (line.startsWith('| ---')) return [];
    if (!line.startsWith('|')) return line;
    const cell = lines[i + 1].startsWith('| ---') ? 'th' : 'td';
    return '<tr><' + cell + '>' + line.slice(2, -2).split(' | ').join('</' + cell + '><' + cell + '>') + '</' + cell + '></tr>';
  });
  mkdirSync('bare/runs/' + run, { recursive: true });
  writeFileSync('bare/runs/' + run + '/index.html', '<!doctype html><title>' + run + '</title><main>' + body.join('\\n') + '</main>');
}`;

/** The floor: a loop that reads the same pages, puts them together and writes them, and nothing else. */
export async function runBare(folder: string): Promise<Measured> {
  writeFileSync(join(folder, 'bare.mjs'), bareScript);
  rmSync(join(folder, 'bare'), { recursive: true, force: true });
  return measured(['bare.mjs'], { cwd: folder });
}
