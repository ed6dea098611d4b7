import type { BlockContent, PhrasingContent } from 'mdast';
import type { Diff } from '../../model/documents/diff.ts';
import type { RuleChange } from '../../model/documents/rule-change.ts';
import { bullets, paragraph, plain } from '../../report/markdown/nodes.ts';
import { name } from './foreign.ts';

const mostShown = 20;

const ruleLine = ({ key, from, to, weaker }: RuleChange): PhrasingContent[] => [
  name(key),
  plain(': '),
  name(from ?? 'none'),
  plain(' → '),
  name(to ?? 'none'),
  plain(weaker ? ' (weaker)' : ''),
];

const historyHint =
  'Later runs are compared with the runs of the base. Restore these, or first merge an annotation that accepts each of them into the main branch.';

/** True if a pull request removes runs of the base, or changes what they measured. */
export const touchesHistory = ({
  removedRuns = [],
  changedRuns = [],
}: Pick<Diff, 'removedRuns' | 'changedRuns'>): boolean => removedRuns.length + changedRuns.length > 0;

/** What a pull request does to the rules and to the history that it is judged by; nothing where it touches neither. */
export function rulesSection({
  rules = [],
  removedRuns = [],
  changedRuns = [],
  publicFiles = [],
}: Diff): BlockContent[] {
  const list = (names: readonly string[], text: string): BlockContent[] =>
    names.length === 0
      ? []
      : [
          paragraph(
            plain(text),
            ...names.slice(0, mostShown).flatMap((one) => [plain(' '), name(one)]),
            plain(names.length > mostShown ? ` and ${names.length - mostShown} more.` : '.'),
          ),
        ];
  return [
    ...(rules.length === 0
      ? []
      : [
          paragraph(
            plain(
              'Rules changed. They take effect after the merge; this comparison uses the rules of the base.',
            ),
          ),
          bullets(rules.slice(0, mostShown).map((rule) => [paragraph(...ruleLine(rule))])),
        ]),
    ...list(removedRuns, 'Runs removed:'),
    ...list(changedRuns, 'Runs of the base with other data:'),
    ...(touchesHistory({ removedRuns, changedRuns }) ? [paragraph(plain(historyHint))] : []),
    ...list(
      publicFiles,
      'Pages and scripts changed that the site serves as they are (review them like code):',
    ),
  ];
}
