import type { RunReport } from '../../model/run-report.ts';

/** The verdict of a run in a list. Without targets nothing was to be measured. */
export const verdictLabel = ({
  targets,
  verdict,
}: Pick<RunReport, 'targets' | 'verdict'>): RunReport['verdict'] | 'no targets' =>
  targets.length === 0 ? 'no targets' : verdict;
