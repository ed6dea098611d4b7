import { counted } from '../../model/text/counted.ts';
import { noValue } from '../../model/text/format.ts';
import { problemText, warningsText } from '../../project/validate/problems-text.ts';
import { textTable } from '../terminal/text-table.ts';
import type { ImportedRun } from './import-run.ts';
import type { ImportPlan } from './plan-import.ts';

/** What `import --json` prints. */
export const importDocument = (
  { unmatched, problems }: ImportPlan,
  runs: readonly ImportedRun[],
  isWritten: boolean,
): object => ({
  schemaVersion: 1,
  written: isWritten,
  runs: runs.map(({ id, status, manifest, files, leftOut, problems: ofRun }) => ({
    id,
    status,
    startedAt: manifest?.startedAt ?? null,
    version: manifest?.version ?? null,
    commit: manifest?.commit ?? null,
    branch: manifest?.branch ?? null,
    scenarios: manifest?.scenarios?.map((scenario) => scenario.id) ?? [],
    files,
    leftOut,
    problems: ofRun,
  })),
  unmatched,
  problems,
});

const heads = ['run', 'date', 'version', 'files', 'formats', 'problems'];

/** A table of the runs, then all problems, files that were left out, and what to do next. */
export function importText(plan: ImportPlan, runs: readonly ImportedRun[], isDryRun: boolean): string {
  const problems = [...plan.problems, ...runs.flatMap((run) => run.problems)];
  const errors = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  const sections = [
    runs.length === 0 ? '' : textTable(heads, runs.map(rowOf)),
    errors.map(problemText).join(''),
    // Before anything is written, `check` has nothing to list.
    isDryRun ? warningsText(warnings, undefined, 'add --json to list all of them') : warningsText(warnings),
    listText(
      runs.flatMap(({ leftOut }) => leftOut),
      'is not a result and was left out',
      'are not results and were left out',
    ),
    listText(plan.unmatched, 'does not match the pattern', 'do not match the pattern'),
    summary(runs, isDryRun),
  ];
  return sections.filter((text) => text !== '').join('\n');
}

function rowOf({ id, status, manifest, files, problems }: ImportedRun): string[] {
  const formats = [...new Set(files.map(({ format }) => format))];
  return [
    id,
    manifest?.startedAt?.slice(0, 16).replace('T', ' ') ?? noValue,
    manifest?.version ?? noValue,
    files.length === 0 ? noValue : String(files.length),
    formats.length === 0 ? noValue : formats.join(', '),
    status === 'exists' ? 'exists already' : problems.length === 0 ? noValue : problemCounts(problems),
  ];
}

function problemCounts(problems: ImportedRun['problems']): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  return [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ].join(', ');
}

/** Files named in full; of more, the number. */
const mostNamed = 5;

function listText(files: readonly string[], one: string, several: string): string {
  if (files.length === 0) return '';
  const rest = files.length - mostNamed;
  const names = files.slice(0, mostNamed).join(', ');
  return `${counted(files.length, 'file')} ${files.length === 1 ? one : several}: ${names}${rest > 0 ? ` and ${rest} more` : ''}\n`;
}

function summary(runs: readonly ImportedRun[], isDryRun: boolean): string {
  const count = (wanted: ImportedRun['status']): number =>
    runs.filter(({ status }) => status === wanted).length;
  const [exist, invalid] = [count('exists'), count('invalid')];
  const others = [
    ...(exist > 0
      ? [
          `${exist} already ${exist === 1 ? 'exists' : 'exist'} and ${exist === 1 ? 'stays' : 'stay'} unchanged`,
        ]
      : []),
    ...(invalid > 0 ? [`${invalid} cannot be imported`] : []),
  ];
  const done = isDryRun
    ? `${counted(count('new'), 'run')} to write`
    : `Wrote ${counted(count('written'), 'run')}`;
  const next = isDryRun
    ? count('new') === 0
      ? ''
      : 'Nothing was written. Add --write to write the runs.\n'
    : 'Next steps: npm run check, then npm run build.\n';
  return `${[done, ...others].join('; ')}.\n${next}`;
}
