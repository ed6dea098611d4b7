import { more } from './lists.ts';
import { bullets, paragraph, plain } from '../../report/markdown/nodes.ts';
import { printMarkdown } from '../../report/markdown/printer.ts';
import { inertTree, name, words } from './foreign.ts';

const mostReasons = 50;
const mostRuns = 50;

/** Why a gate blocks, and what it checked. Names and texts from outside are inert in it. */
export function gateMarkdown(reasons: readonly string[], runs: readonly string[]): string {
  const list = reasons.slice(0, mostReasons).map((reason) => [paragraph(words(reason))]);
  const checked = runs.slice(0, mostRuns).flatMap((run, i) => [...(i === 0 ? [] : [plain(', ')]), name(run)]);
  return printMarkdown(
    inertTree([
      ...(list.length === 0 ? [paragraph(plain('Nothing blocks.'))] : [bullets(list)]),
      ...more(reasons.length - list.length),
      ...(runs.length === 0 ? [] : [paragraph(plain('Checked: '), ...checked)]),
      ...more(runs.length - mostRuns),
    ]),
  );
}
