import type { SourceFile } from '../../model/digest.ts';
import type { ManifestFile } from '../../model/manifest.ts';
import { problem, type Problem } from '../../model/problem.ts';

/** Share of refused rows up to which a file is only warned of. */
const toleratedShare = 0.001;

/** True where so many rows are refused that only a word of the manifest, or a cut last line, lets it pass. */
export const isTooManyRefused = ({ rows, refused }: Pick<SourceFile, 'rows' | 'refused'>): boolean =>
  refused.count > 0 && refused.count / rows > toleratedShare;

/** What reading a raw file showed: refused rows, and what its adapter warned of. */
export function rawFileProblems(
  source: SourceFile,
  file: string,
  stated: ManifestFile | undefined,
): Problem[] {
  const warnings = source.warnings.map(({ message }) => problem('warning', file, message));
  return [...refusedProblems(source, file, stated), ...warnings];
}

/** The one refused row is the last, without an end: that says more of the file than what is missing in it. */
const cutProblem = (file: string, line: number | null): Problem =>
  problem('warning', file, 'The file ends in the middle of a row: the copy or the test was cut off.', {
    line,
    hint: 'Copy it again if the original is longer. The rows before are used.',
  });

function refusedProblems(source: SourceFile, file: string, stated: ManifestFile | undefined): Problem[] {
  const { rows, refused, isCutAtEnd } = source;
  const { count, first } = refused;
  if (count === 0) return [];
  if (isCutAtEnd) return [cutProblem(file, first[0]?.line ?? null)];
  const isTolerated = !isTooManyRefused(source) || stated?.acceptRejected === true;
  const severity = isTolerated ? 'warning' : 'error';
  const shown = first.map(({ line, reason }) =>
    problem(severity, file, `The row is refused: ${reason}.`, {
      line,
      hint: isTolerated
        ? null
        : 'Mend or remove the row, or accept the loss with "acceptRejected" in run.json.',
    }),
  );
  if (count <= first.length) return shown;
  return [
    ...shown,
    problem(severity, file, `${count - first.length} more rows are refused; ${count} of ${rows} in all.`),
  ];
}
