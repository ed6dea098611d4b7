import { readFileSync, readdirSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { blankComments } from '../../packaging/blank-comments.ts';

const source = join(import.meta.dirname, '../../src');
const modules = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /(?<!\.d)\.ts$/.test(name),
);

/** A module as the compiler prints it, which has no comments and one form for the same code. */
const printed = (text: string): string =>
  ts.transpileModule(text, {
    compilerOptions: { removeComments: true, target: ts.ScriptTarget.Latest, module: ts.ModuleKind.ESNext },
  }).outputText;

describe('a module without its comments', () => {
  it('keeps lines, strings, templates and patterns', () => {
    const text = [
      "const a = 'http://x'; // one",
      '/** Two https://y */ const b = `/* ${a /* three */} // four */`;',
      'const c = /\\/\\*[/*]\\/\\//; /* five',
      'six */ const d = a / 2; // seven',
      'const e = await import(/* @vite-ignore */ a);',
    ].join('\n');
    expect(
      blankComments(text)
        .split('\n')
        .map((line) => line.trim()),
    ).toEqual([
      "const a = 'http://x';",
      'const b = `/* ${a            } // four */`;',
      'const c = /\\/\\*[/*]\\/\\//;',
      'const d = a / 2;',
      'const e = await import(/* @vite-ignore */ a);',
    ]);
  });

  it('is the same code', () => {
    expect(modules.length).toBeGreaterThan(500);
    // All of them take a minute.
    for (const name of modules.filter((_, i) => i % 25 === 0)) {
      const text = readFileSync(join(source, name), 'utf8');
      const blanked = blankComments(text);
      expect(blanked.split('\n').length, name).toBe(text.split('\n').length);
      expect(printed(stripTypeScriptTypes(blanked)), name).toBe(printed(stripTypeScriptTypes(text)));
    }
  });
});
