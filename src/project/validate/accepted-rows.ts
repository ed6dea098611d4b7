import { counted } from '../../model/text/counted.ts';
import { formatNumber } from '../../model/text/format.ts';
import { problem, type Problem } from '../../model/problem.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { isAccepted } from './raw-file-problems.ts';
import { factsOf } from '../runs/file-facts.ts';

/**
 * One warning for all rejected rows that manifests accept: somebody decided on them already, and each report shows
 * their number.
 */
export function acceptedRowsProblems(runs: readonly RunMeasures[], dataFolder: string): Problem[] {
  const accepted = runs.flatMap(({ manifest, sources }) =>
    sources.filter((source) => isAccepted(source, factsOf(source.file, manifest).stated)),
  );
  if (accepted.length === 0) return [];
  const rows = accepted.reduce((sum, { refused }) => sum + refused.count, 0);
  const message = `${formatNumber(rows)} rejected ${rows === 1 ? 'row' : 'rows'} of ${counted(accepted.length, 'file')}, accepted in their manifests.`;
  return [
    problem('warning', dataFolder, message, {
      hint: 'Each report shows the number per file under "Attachments".',
    }),
  ];
}
