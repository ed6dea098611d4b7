import { at } from '../../model/checked.ts';
import type { SourceFile } from '../../model/documents/digest.ts';
import type { ManifestFile } from '../../model/documents/manifest.ts';
import { problem, type Problem } from '../../model/problem.ts';

/** Up to this share of rejected rows is a warning, more is an error. */
const toleratedShare = 0.001;

/** True if so many rows are rejected that the file is an error, unless the manifest accepts it or it is cut off. */
export const isTooManyRefused = ({ rows, refused }: Pick<SourceFile, 'rows' | 'refused'>): boolean =>
  refused.count > 0 && refused.count / rows > toleratedShare;

/** How a tool measures, and which files it writes: reports and `inspect` say so, and there is nothing to fix in any run. */
const explanations: ReadonlySet<string> = new Set([
  ...['batched-samples', 'error-log', 'no-errors-logged', 'summary-of-samples'],
  ...['assumed-percentiles', 'rows-are-not-the-total'],
]);

/** Problems of a raw file: rejected rows, and warnings of its adapter. */
export function rawFileProblems(
  source: SourceFile,
  file: string,
  stated: ManifestFile | undefined,
): Problem[] {
  const warnings = source.warnings
    .filter(({ code }) => !explanations.has(code))
    .map(({ message, line = null }) => problem('warning', file, message, { line }));
  return [...rejectedProblems(source, file, stated), ...warnings];
}

/** True if the manifest accepts the rejected rows of a file; the project warns of all of them at once. */
export const isAccepted = (source: SourceFile, stated: ManifestFile | undefined): boolean =>
  source.refused.count > 0 && !source.isCutAtEnd && stated?.acceptRejected === true;

/** The only rejected row is an unfinished last line: report the cut-off, which is the cause. */
const cutProblem = (file: string, line: number | null): Problem =>
  problem('warning', file, 'The file ends in the middle of a row: the copy or the test was cut off.', {
    line,
    hint: 'Copy it again if the original is longer. All rows before it are used.',
  });

/** So many rows with one mistake are listed one by one. */
const mostAlone = 3;

/** What is wrong with a row, without what was found there: one mistake in every row is one problem. */
const kindOf = (reason: string): string => reason.replace(/, got ".*$/s, '');

function rejectedProblems(source: SourceFile, file: string, stated: ManifestFile | undefined): Problem[] {
  const { rows, refused, isCutAtEnd } = source;
  const { count, first } = refused;
  if (count === 0) return [];
  if (isCutAtEnd) return [cutProblem(file, first[0]?.line ?? null)];
  const isTolerated = !isTooManyRefused(source) || stated?.acceptRejected === true;
  const severity = isTolerated ? 'warning' : 'error';
  const kinds = [...Map.groupBy(first, ({ reason }) => kindOf(reason)).values()];
  const groups = kinds.flatMap((same) => (same.length > mostAlone ? [same] : same.map((one) => [one])));
  const shown = groups.map((same) => {
    const { line, reason } = at(same, 0);
    const others = same.length - 1;
    const more =
      others === 0 ? '' : ` The same is wrong in ${others} more rows, up to line ${same.at(-1)?.line}.`;
    return problem(severity, file, `Row rejected: ${reason}.${more}`, {
      line,
      hint: isTolerated
        ? null
        : `Fix or remove the ${others === 0 ? 'row' : 'rows'}, or accept the loss with "acceptRejected" in run.json.`,
    });
  });
  if (count <= first.length) return shown;
  return [
    ...shown,
    problem(severity, file, `${count - first.length} more rows rejected, ${count} of ${rows} in total.`),
  ];
}
