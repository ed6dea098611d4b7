import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { perfolio } from './perfolio.ts';

const document = readFileSync(join(import.meta.dirname, '../../docs/commands.md'), 'utf8');
const help = async (...argv: readonly string[]): Promise<string> => (await perfolio('/', argv)).out;

/** The commands as `--help` lists them. */
const listed = [...(await help('--help')).matchAll(/^ {2}([a-z][a-z-]*) (?:\[| )/gm)].map(
  ([, name]) => name!,
);
const commands = listed.filter((name) => name !== 'help');

describe('docs/commands.md', () => {
  it('has a section for each command and for nothing else', () => {
    const sections = [...document.matchAll(/^## (.+)$/gm)].map(([, name]) => name!);
    expect(commands.length).toBeGreaterThan(5);
    expect(sections.toSorted()).toEqual(commands.toSorted());
  });

  it.each(commands)('names every option of %s, and no other', async (command) => {
    const section = new RegExp(`^## ${command}\\n([^]*?)(?=^## |$(?![^]))`, 'm').exec(document)![1]!;
    const synopsis = /```\n(perfolio [^]*?)```/.exec(section)![1]!;
    const options = [...(await help(command, '--help')).matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(
      ([, option]) => option!,
    );
    const named = [...synopsis.matchAll(/--[a-z-]+/g)].map(([option]) => option);
    expect(named.toSorted()).toEqual(options.filter((option) => option !== '--help').toSorted());
    for (const option of options.filter((one) => !['--help', '--data', '--content'].includes(one)))
      expect(section.replace(synopsis, ''), option).toContain(option);
  });
});

describe('help', () => {
  it('lists the exit codes of the document', async () => {
    const documented = [...document.matchAll(/^- ((?:\d+(?:, )?)+): /gm)].map(([, codes]) => codes!);
    const line = (await help('--help')).split('\n').find((one) => one.startsWith('Exit codes:'))!;
    expect([...line.matchAll(/(?:\d+(?:, )?)+/g)].map(([codes]) => codes)).toEqual(documented);
  });

  it.each(['', ...commands])('of %s shows only command lines that can be typed', async (command) => {
    const lines = (await help(...(command === '' ? [] : [command]), '--help')).split('\n');
    const named = lines.filter((line) => line.includes('perfolio'));
    expect(named.length).toBeGreaterThan(0);
    for (const line of named) expect(line).toMatch(/^(?:Usage: | {2})npm run --silent perfolio -- /);
  });
});

it('--version prints the version of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
    version: string;
  };
  expect(version).toMatch(/^\d/);
  expect(await perfolio('/', ['--version'])).toEqual({ out: `${version}\n`, err: '', code: 0 });
});
