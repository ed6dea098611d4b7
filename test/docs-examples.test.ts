import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { parserOf } from '../src/cli/main.ts';
import type { Io } from '../src/commands/terminal/io.ts';
import { annotationsSchema } from '../src/model/documents/annotations.ts';
import { manifestSchema } from '../src/model/documents/manifest.ts';
import { projectSchema } from '../src/model/documents/project.ts';
import { perfolio } from './commands/perfolio.ts';

const root = join(import.meta.dirname, '..');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** The words of the first command of a line in a shell, up to a comment, a pipe, a redirection or another command. */
function wordsOf(line: string): string[] {
  const parts = line.matchAll(
    /'([^']*)'|"((?:[^"\\$]|\$\([^)]*\)|\$\w+|\\.)*)"|([#<>|;)]|&&)|([^\s'"<>|;)&]+)|(\s+)/g,
  );
  const words: string[] = [];
  let isOpen = false;
  for (const [, single, double, end, plain, blank] of parts) {
    if (end !== undefined && !(end === '#' && isOpen)) break;
    if (blank !== undefined) {
      isOpen = false;
      continue;
    }
    const text = single ?? double ?? plain ?? end ?? '';
    words.push(`${isOpen ? words.pop() : ''}${text}`);
    isOpen = true;
  }
  return words;
}

/** What only a synopsis has: optional parts and placeholders. */
const synopsis = /\[|…|\b(?:BASE|DIGEST|ENGINE|FILE|FOLDER|METRIC|NEW|PATH|RUN|VERSION)\b/;

/** The command lines of a document as typed, in blocks and in running text. Synopses are no examples. */
function examplesOf(document: string): string[][] {
  const text = readFileSync(join(root, document), 'utf8');
  const blocks = [...text.matchAll(/^( *)```\w*\n([^]*?)^\1```$/gm)].flatMap(([, , block = '']) =>
    block.split('\n'),
  );
  const inline = [...text.replace(/^( *)```[^]*?^\1```$/gm, '').matchAll(/`([^`]+)`/g)].map(([, code = '']) =>
    code.replace(/\s+/g, ' '),
  );
  const command = /(?:^|\s|\()(?:npm run --silent perfolio -- |(?:-- )?perfolio )([a-z].*)$/;
  return [...blocks, ...inline].flatMap((line) => {
    const typed = command.exec(line)?.[1] ?? '';
    const words = wordsOf(typed.replace(/…$/, ''));
    return words.length < 2 || synopsis.test(typed) ? [] : [words];
  });
}

class Accepted extends Error {}

/** Why the parser rejects a command line; null if it would run. Nothing is run. */
async function rejectionOf(words: readonly string[]): Promise<string | null> {
  let printed = '';
  const io: Io = {
    cwd: root,
    isInteractive: false,
    out: (text) => void (printed += text),
    err: (text) => void (printed += text),
    exit: () => undefined,
  };
  const program = await parserOf(words, io);

  program.hook('preAction', () => {
    throw new Accepted();
  });
  try {
    await program.parseAsync(
      words.map((word) => word.replace(/\$\(date[^)]*\)/, '2026-11-20T08:00:00Z')),
      { from: 'user' },
    );
  } catch (error) {
    if (error instanceof Accepted) return null;
    if (error instanceof CommanderError) return error.exitCode === 0 ? null : printed;
    throw error;
  }
  return 'no command';
}

/** The examples in the help of every command, as they are typed in this repository. */
async function helpExamples(): Promise<string[][]> {
  const { out } = await perfolio(root, ['--help']);
  const names = [...out.matchAll(/^ {2}([a-z][a-z-]*) (?:\[| )/gm)].map(([, name = '']) => name);
  const helps = await Promise.all(
    names.filter((name) => name !== 'help').map(async (name) => (await perfolio(root, [name, '--help'])).out),
  );
  return helps.flatMap((help) =>
    [...help.matchAll(/^ {2}npm run --silent perfolio -- (.+)$/gm)].map(([, line = '']) => wordsOf(line)),
  );
}

describe('command lines', () => {
  const examples = documents.flatMap((document) =>
    examplesOf(document).map((words) => [document, words] as const),
  );

  it.each(examples)('%s: %j is accepted', async (_, words) => expect(await rejectionOf(words)).toBeNull());

  it('of the help are accepted', async () => {
    const lines = await helpExamples();
    expect(lines.length).toBeGreaterThan(20);
    for (const words of lines) expect(await rejectionOf(words), words.join(' ')).toBeNull();
  });

  it('that are not valid would be found', async () => {
    expect(examples.length).toBeGreaterThan(40);
    expect(await rejectionOf(['build', '--output', 'dist'])).toContain("unknown option '--output'");
    expect(await rejectionOf(['publish'])).toContain("unknown command 'publish'");
    expect(wordsOf(`new a --from 'b c' "d $x"#e --f="g h" # i | j`)).toEqual([
      'new',
      'a',
      '--from',
      'b c',
      'd $x#e',
      '--f=g h',
    ]);
  });
});

describe('JSON', () => {
  const schemas = [projectSchema, manifestSchema, annotationsSchema];

  /** The blocks of a document; a fragment of an object is completed. */
  const blocksOf = (document: string): string[] =>
    [...readFileSync(join(root, document), 'utf8').matchAll(/^( *)```json\n([^]*?)^\1```$/gm)].map(
      ([, , text = '']) => (/^\s*[{[]/.test(text) ? text : `{${text}}`),
    );
  // docs/commands.md shows what commands print.
  const blocks = documents
    .filter((document) => document !== 'docs/commands.md')
    .flatMap((document) => blocksOf(document).map((text) => [document, text] as const));

  it.each(blocks)('of %s is that of a file, or an entry of its lists: %s', (_, text) => {
    const value = JSON.parse(text) as Record<string, unknown>;
    const files = [value, { targets: [value] }, { measures: [value] }];
    const read = files.flatMap((file) => schemas.map((schema) => schema.safeParse(file)));
    expect(
      read.some(({ success }) => success),
      read.map(({ error }) => error?.message).join('\n'),
    ).toBe(true);
  });

  it('is looked at', () => expect(blocks.length).toBeGreaterThan(10));
});

describe('a packed file in an example of npm exec', () => {
  // npm looks for a relative one in the nearest folder above that has a package.json.
  it.each(documents)('has an absolute path in %s', (document) => {
    const text = readFileSync(join(root, document), 'utf8');
    for (const [, path] of text.matchAll(/npm exec .*?--package (\S+\.tgz)/g))
      expect(path).toMatch(/^"\$PWD"\//);
  });
});
