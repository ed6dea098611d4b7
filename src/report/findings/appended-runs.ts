import { evidence, makeFinding } from './make-finding.ts';
import type { FindingRule } from './rule.ts';

/** The warning code of the file's reader. */
const warningCode = 'appended-runs';

export const appendedRuns: FindingRule = {
  id: 'appended-runs',
  isOfAnyRun: true,
  title: 'Several runs in one file',
  kind: 'limit',
  appliesWhen:
    'A raw file contains several runs: a second header, several results, a pause without requests that is far longer than the usual gaps, or times that go back across such a pause.',
  meaning:
    'Rates over the whole file are too low and percentiles mix runs, or only the last run is read. Split the file, one file per run.',
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
              title: `${file} seems to contain several runs`,
              part: file,
              evidence: [evidence('Reason', message), evidence('Rows', rows, 'count')],
              lookAt: 'Check which run the numbers belong to, and give each run its own file.',
            },
          ),
        ),
    ),
};
