import { readFileSync, readdirSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { compactSpaces } from '../../packaging/compact-spaces.ts';

const source = join(import.meta.dirname, '../../src');
const modules = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /(?<!\.d)\.ts$/.test(name),
);

/** A module as the compiler prints it, which has one form for the same code. */
const printed = (text: string): string =>
  ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.Latest, module: ts.ModuleKind.ESNext },
  }).outputText;

describe('a module without needless spaces', () => {
  it('keeps lines, strings, templates, patterns and what bundlers read', () => {
    const text = [
      'const  a = "two  spaces";',
      '',
      '    const b = `  first',
      '      second   ${ a    +  `in  ner` }',
      '  third`;',
      '  const c = /a  b/;   const d = await import(/* @vite-ignore */   a);',
      '',
    ].join('\n');
    expect(compactSpaces(text)).toBe(
      [
        'const a = "two  spaces";',
        '',
        'const b = `  first',
        '      second   ${ a + `in  ner` }',
        '  third`;',
        'const c = /a  b/; const d = await import(/* @vite-ignore */   a);',
        '',
      ].join('\n'),
    );
  });

  it('is the same code, line by line', () => {
    expect(modules.length).toBeGreaterThan(500);
    // All of them take half a minute.
    for (const name of modules.filter((_, i) => i % 25 === 7)) {
      const text = stripTypeScriptTypes(readFileSync(join(source, name), 'utf8'));
      const compact = compactSpaces(text);
      expect(compact.split('\n').length, name).toBe(text.split('\n').length);
      expect(printed(compact), name).toBe(printed(text));
    }
  });
});
