import { basename } from 'node:path';
import type { Gate } from '../../model/documents/diff.ts';
import { showFound } from '../../model/problem.ts';
import type { RuleChange } from '../../model/documents/rule-change.ts';
import type { GateResult, UndecidedTarget } from './run-gate.ts';
import { counted } from '../../model/text/counted.ts';
import { problemsText } from '../../project/validate/problems-text.ts';

/** The gate's result for a terminal: what blocks, which targets are undecided, and what was not checked. */
export function gateText(result: GateResult, { blocked, reasons }: Gate): string {
  const { problems, notChecked, notCompared, undecided, runs, rules, isUnjudged } = result;
  if (problems.length > 0) return `Blocked: fix ${ruleFilesOf(problems)} first.\n${problemsText(problems)}`;
  const ends = `${undecided.map(undecidedLine).join('')}${uncommittedText(result)}`;
  // Below the blocking reasons, a heading separates the targets that do not block.
  const heading = undecided.length === 0 ? '' : `${undecidedHeading(undecided)} (does not block):\n`;
  const lines = `${reasons.map((reason) => `  ${reason}\n`).join('')}${heading}${ends}`;
  const first = `${rulesText(rules)}${notCompared.map((one) => `${one.replace(/\s+/g, ' ')}\n`).join('')}`;
  if (notChecked.length > 0) return `${first}Blocked: not everything could be checked.\n${lines}`;
  if (blocked) return `${first}Blocked.\n${lines}`;
  return `${first}Not blocked${undecided.length > 0 ? `; ${undecidedText(undecided)}` : ''}: ${runsText(runs)}.\n${ends}${isUnjudged ? unjudged : ''}`;
}

const unjudged =
  'Nothing could block yet: project.json has no targets, and there is no earlier run to compare with.\n';

/** The rules that a pull request changes, which have no effect on its own gate. */
function rulesText(rules: readonly RuleChange[]): string {
  if (rules.length === 0) return '';
  const lines = rules.map(
    ({ key, from, to, weaker }) =>
      `  ${showFound(key)}: ${showFound(from ?? 'none')} → ${showFound(to ?? 'none')}${weaker ? ' (weaker)' : ''}\n`,
  );
  return `Rules changed. They take effect after the merge:\n${lines.join('')}`;
}

/** Names the runs that were not checked because they have uncommitted files; empty if there are none. */
export function uncommittedText({ uncommitted }: Pick<GateResult, 'uncommitted'>): string {
  if (uncommitted.length === 0) return '';
  const [are, were] = uncommitted.length === 1 ? ['is', 'was'] : ['are', 'were'];
  return `${counted(uncommitted.length, 'run')} in data/ ${are} not committed and ${were} not checked: ${named(uncommitted)}.\n`;
}

/** Why a target is undecided, in one sentence. */
export const undecidedReason = ({ run, id, verdict, settle }: UndecidedTarget): string =>
  `${run}: target ${id} ${verdict === 'not measured' ? 'was' : 'is'} ${verdict}${settle === null ? '' : `: ${settle}`}`;

const undecidedLine = (one: UndecidedTarget): string => `  ${undecidedReason(one)}\n`;

/** "Inconclusive", "Not measured", or both. */
function undecidedHeading(undecided: readonly UndecidedTarget[]): string {
  const verdicts = new Set(undecided.map(({ verdict }) => verdict));
  if (verdicts.size > 1) return 'Inconclusive or not measured';
  return verdicts.has('inconclusive') ? 'Inconclusive' : 'Not measured';
}

/** "project.json", or "project.json and annotations.json". */
const ruleFilesOf = (problems: GateResult['problems']): string =>
  [...new Set(problems.map(({ file }) => showFound(basename(file))))].join(' and ');

/** How many targets are undecided; a target counts once for all runs. */
function undecidedText(undecided: readonly UndecidedTarget[]): string {
  const of = (verdict: UndecidedTarget['verdict']): number =>
    new Set(undecided.filter((one) => one.verdict === verdict).map(({ id }) => id)).size;
  const [unmeasured, inconclusive] = [of('not measured'), of('inconclusive')];
  return [
    unmeasured === 0
      ? []
      : `${counted(unmeasured, 'target')} ${unmeasured === 1 ? 'was' : 'were'} not measured`,
    inconclusive === 0
      ? []
      : `${counted(inconclusive, 'target')} ${inconclusive === 1 ? 'is' : 'are'} inconclusive`,
  ]
    .flat()
    .join(', ');
}

const runsText = (runs: readonly string[]): string => (runs.length === 0 ? 'no run to check' : named(runs));

const named = (runs: readonly string[]): string =>
  runs.length > 5 ? `${runs.length} runs` : runs.join(', ');
