import { evidence, makeFinding } from './make-finding.ts';
import type { FindingRule } from './rule.ts';

/** The code of the warning with which a file's reader tells of it. */
const warningCode = 'appended-runs';

export const appendedRuns: FindingRule = {
  id: 'appended-runs',
  title: 'Several runs in one file',
  kind: 'limit',
  appliesWhen:
    'The reader of a raw file found several runs in it: a second header, several results, or a pause without any request that is out of all proportion to the file’s pace.',
  meaning:
    'Rates over the whole are too low and percentiles mix runs, or only the last of them is told of. Split the file, one for each run.',
  find: ({ measures }) =>
    measures.sources.flatMap(({ file, rows, warnings }) =>
      warnings
        .filter(({ code }) => code === warningCode)
        .slice(0, 1)
        .map(({ message }) =>
          makeFinding(
            { rule: 'appended-runs', kind: 'limit' },
            {
              severity: 'medium',
              title: `${file} seems to hold several runs, one after the other`,
              part: file,
              evidence: [evidence('Why', message), evidence('Rows', rows, 'count')],
              lookAt: 'Whether the figures are of the run that is meant. Give each run a file of its own.',
            },
          ),
        ),
    ),
};
