import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = join(import.meta.dirname, '../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /\.(ts|astro|css)$/.test(name));

/** What the demo project and the report template call their own: data, never code. */
const demoNames = [
  'create_session',
  'send_message',
  'get_analysis',
  'list_sessions',
  'memory_retrieval',
  'Single User',
  'Multiple Users',
  'Batch Operations',
  'Endpoint Stress',
  'Session Creation',
  'Message Processing',
  'Concurrent Usage',
  'Recall',
];

describe('the source', () => {
  it('is there to be read', () => expect(files.length).toBeGreaterThan(100));

  it.each(demoNames)('does not know the demo’s "%s"', (name) => {
    const knowing = files.filter((file) =>
      new RegExp(`\\b${name}\\b`).test(readFileSync(join(src, file), 'utf8')),
    );
    expect(knowing).toEqual([]);
  });
});

/** Folders whose files are all of one kind: each is an entry of a registry, or one statistic. */
const catalogues = new Set(['ingest/formats', 'report/findings', 'report/sections', 'stats']);

/** The entries that several keys share. */
const shared = <T>(all: readonly T[], keyOf: (one: T) => string): T[][] =>
  [...Map.groupBy(all, keyOf).values()].filter((some) => some.length > 1);

/** The files of this project that a file imports, types included. */
function importsOf(file: string, among: ReadonlySet<string>, read: (file: string) => string): string[] {
  const paths = [...read(file).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path = '']) => path);
  return paths.map((path) => join(dirname(file), path).replaceAll('\\', '/')).filter((one) => among.has(one));
}

/** A chain of imports that ends where it began; null if there is none. */
function importCycle(all: readonly string[], read: (file: string) => string): string[] | null {
  const among = new Set(all);
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const next of importsOf(file, among, read)) {
      const cycle = visit(next, [...path, file]);
      if (cycle !== null) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of all) {
    const cycle = visit(file, []);
    if (cycle !== null) return cycle;
  }
  return null;
}

describe('the folders', () => {
  // Pages have names that their addresses require.
  const modules = files.filter((file) => !file.startsWith('pages/'));

  it('hold no two files of one name', () => {
    expect(shared(modules, (file) => basename(file))).toEqual([]);
  });

  it('hold at most 25 files beside one another, but for the catalogues', () => {
    const large = [...Map.groupBy(files, dirname)]
      .filter(([folder]) => !catalogues.has(folder))
      .filter(([, some]) => some.length > 25)
      .map(([folder, some]) => `${folder}: ${some.length}`);
    expect(large).toEqual([]);
  });

  it('hold no files that import each other, not even for a type', () => {
    // Markup may nest: a block holds blocks.
    const code = files.filter((file) => file.endsWith('.ts'));
    expect(importCycle(code, (file) => readFileSync(join(src, file), 'utf8'))).toBeNull();
  });

  it('would show a cycle of types', () => {
    const sources: Record<string, string> = {
      'a/one.ts': "import type { Two } from '../b/two.ts';",
      'b/two.ts': "import { three } from './three.ts';",
      'b/three.ts': "export type { One } from '../a/one.ts';",
    };
    expect(importCycle(Object.keys(sources), (file) => sources[file] ?? '')).toEqual([
      'a/one.ts',
      'b/two.ts',
      'b/three.ts',
      'a/one.ts',
    ]);
  });
});
