import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Mutant } from './find-mutants.ts';
import { runAll } from './run-tests.ts';

/** Code of every process of the tests: notes once which mutant's expression a test file evaluates. */
const probe = (notes: string): string => `
import { appendFileSync } from 'node:fs';
let [test, seen] = ['', new Set()];
globalThis.reached = (id) => {
  const file = globalThis.__vitest_worker__?.filepath;
  if (file !== test) [test, seen] = [file, new Set()];
  if (file === undefined || seen.has(id)) return;
  seen.add(id);
  appendFileSync(${JSON.stringify(notes)}, id + ' ' + file + '\\n');
};`;

/** A source text that reports each evaluation of the mutants' expressions, and computes the same. */
export function withProbes(text: string, mutants: ReadonlyMap<number, Mutant>): string {
  const inserts = [...mutants].flatMap(
    ([
      id,
      {
        outer: [start, end],
      },
    ]) => [
      // At one place, the longer expression opens first and closes last.
      { at: start, order: -end, text: `(globalThis.reached?.(${id}), ` },
      { at: end, order: -start, text: ')' },
    ],
  );
  let [probed, last] = ['', 0];
  for (const { at, text: insert } of inserts.sort((a, b) => a.at - b.at || a.order - b.order)) {
    probed += text.slice(last, at) + insert;
    last = at;
  }
  return probed + text.slice(last);
}

interface Results {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly startTime: number;
    readonly endTime: number;
  }[];
}

/** Which test files evaluate the expression of each mutant, which fail although nothing is changed, and how long each takes. */
export interface Reach {
  readonly reached: readonly ReadonlySet<string>[];
  readonly failing: readonly string[];
  readonly seconds: ReadonlyMap<string, number>;
}

/** Runs tests in a copy of the project without a mutant, to see what they reach. */
export async function reachOf(
  copy: string,
  mutants: readonly Mutant[],
  tests: readonly string[],
): Promise<Reach> {
  const [notes, module, results] = ['reached.txt', 'reached.mjs', 'results.json'].map((name) =>
    join(copy, name),
  ) as [string, string, string];
  writeFileSync(notes, '');
  writeFileSync(module, probe(notes));
  const texts = new Map(mutants.map(({ file }) => [file, readFileSync(join(copy, file), 'utf8')]));
  for (const [file, text] of texts) {
    const here = new Map([...mutants.entries()].filter(([, mutant]) => mutant.file === file));
    writeFileSync(join(copy, file), withProbes(text, here));
  }
  await runAll(copy, tests, { nodeOptions: `--import ${module}`, results });
  for (const [file, text] of texts) writeFileSync(join(copy, file), text);
  const reached = mutants.map(() => new Set<string>());
  for (const line of readFileSync(notes, 'utf8').trim().split('\n')) {
    const [id, file] = line.split(' ');
    reached[Number(id)]?.add(relative(copy, file ?? ''));
  }
  return { reached, ...summaryOf(copy, JSON.parse(readFileSync(results, 'utf8')) as Results) };
}

function summaryOf(copy: string, { testResults }: Results): Pick<Reach, 'failing' | 'seconds'> {
  const files = testResults.map((one) => ({ ...one, file: relative(copy, one.name) }));
  return {
    failing: files.filter(({ status }) => status !== 'passed').map(({ file }) => file),
    seconds: new Map(files.map(({ file, startTime, endTime }) => [file, (endTime - startTime) / 1_000])),
  };
}
