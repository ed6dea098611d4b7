import type { Gate } from '../../model/diff.ts';
import type { Asked, OpenTarget } from './run-gate.ts';
import { counted } from '../../model/counted.ts';
import { problemsText } from '../../project/validate/problems-text.ts';

/** What the gate says, for people: what blocks, what nothing shows to be met, and what was not asked. */
export function gateText(asked: Asked, { blocked, reasons }: Gate): string {
  const { problems, unasked, open, runs } = asked;
  if (problems.length > 0)
    return `Blocked: nothing can be asked before this is mended.\n${problemsText(problems)}`;
  const ends = `${open.map(openLine).join('')}${uncommittedText(asked)}`;
  // Beneath what blocks, what does not is told apart.
  const apart = open.length === 0 ? '' : 'Open, which blocks nothing:\n';
  const lines = `${reasons.map((reason) => `  ${reason}\n`).join('')}${apart}${ends}`;
  if (unasked.length > 0) return `Not everything could be asked.\n${lines}`;
  if (blocked) return `Blocked.\n${lines}`;
  return `Not blocked${open.length > 0 ? `; ${openText(open)}` : ''}: ${runsText(runs)}.\n${ends}`;
}

/** Runs of which something was not committed when only committed ones were asked for; empty where there is none. */
export function uncommittedText({ uncommitted }: Pick<Asked, 'uncommitted'>): string {
  if (uncommitted.length === 0) return '';
  const [are, were] = uncommitted.length === 1 ? ['is', 'was'] : ['are', 'were'];
  return `${counted(uncommitted.length, 'run')} in data/ ${are} not committed and ${were} not asked: ${named(uncommitted)}.\n`;
}

/** Why a target is open, in one sentence. */
export const openReason = ({ run, id, verdict, settle }: OpenTarget): string =>
  `${run}: target ${id} ${verdict === 'not measured' ? 'was' : 'is'} ${verdict}${settle === null ? '' : `: ${settle}`}`;

const openLine = (one: OpenTarget): string => `  ${openReason(one)}\n`;

/** How many targets are open, each counted once for all runs. */
function openText(open: readonly OpenTarget[]): string {
  const of = (verdict: OpenTarget['verdict']): number =>
    new Set(open.filter((one) => one.verdict === verdict).map(({ id }) => id)).size;
  const [unmeasured, undecided] = [of('not measured'), of('inconclusive')];
  return [
    unmeasured === 0
      ? []
      : `${counted(unmeasured, 'target')} ${unmeasured === 1 ? 'was' : 'were'} not measured`,
    undecided === 0 ? [] : `${counted(undecided, 'target')} ${undecided === 1 ? 'is' : 'are'} inconclusive`,
  ]
    .flat()
    .join(', ');
}

const runsText = (runs: readonly string[]): string =>
  runs.length === 0 ? 'there is no run to ask for' : named(runs);

const named = (runs: readonly string[]): string =>
  runs.length > 5 ? `${runs.length} runs` : runs.join(', ');
