import { commandLine } from '../../model/text/command-line.ts';
import { printable } from '../../model/text/printable.ts';
import type { Problem } from '../../model/problem.ts';
import { groupByKind, type SameKind, type SameKindInFile } from './group-problems.ts';
import { counted } from '../../model/text/counted.ts';

/** `path:line:column`, as far as known, in the form that editors and terminals link. */
export const placeOf = ({ file, line, column }: Problem): string =>
  [file, line, column].filter((part) => part !== null).join(':');

/** One problem for a terminal: location and message, then the hint. */
export function problemText(one: Problem): string {
  const mark = one.severity === 'warning' ? 'warning: ' : '';
  return plain(`${placeOf(one)}: ${mark}${one.message}\n${one.hint === null ? '' : `  ${one.hint}\n`}`);
}

/** Replaces no-break spaces, so that text copied from a terminal can be searched for. */
const plain = (text: string): string => printable(text).replaceAll('\u00a0', ' ');

/** Errors, and kinds of warnings, shown; the rest is counted. */
const mostShown = 50;

/** Files named for one kind of warning. */
const mostFiles = 3;

/** Lines named for one kind of warning in one file. */
const mostLines = 8;

/** All problems, errors first, with a summary. Warnings are grouped by kind; errors are not. */
export function problemsText(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  const gap = problems.length > 0 ? '\n' : '';
  return `${errorsText(errors)}${warningsText(warnings)}${gap}${summary(errors.length, warnings.length)}\n`;
}

/** Lines that fit beside the other output of a starting server. */
const mostAtStart = 10;

/** The same in at most ten lines, for commands whose purpose is another; empty if all is valid. */
export function shortProblemsText(problems: readonly Problem[]): string {
  if (problems.length === 0) return '';
  const lines = problemsText(problems).trimEnd().split('\n');
  const end = `${lines.at(-1) ?? ''} Run npm run check for details.\n`;
  if (lines.length <= mostAtStart) return `${lines.slice(0, -1).join('\n')}\n${end}`;
  return `${lines.slice(0, mostAtStart - 2).join('\n')}\n…\n${end}`;
}

function errorsText(errors: readonly Problem[]): string {
  const hidden = errors.length - mostShown;
  const rest = hidden > 0 ? `and ${counted(hidden, 'more error')}\n` : '';
  return `${errors.slice(0, mostShown).map(problemText).join('')}${rest}`;
}

/** Warnings, a few files for each kind: one wrong clock can reject a row in every file of a project. */
export function warningsText(
  warnings: readonly Problem[],
  mostKinds = mostShown,
  whereAll = checkLists,
): string {
  const kinds = groupByKind(warnings);
  const hidden = kinds.slice(mostKinds).flat().reduce(countIn, 0);
  const rest = hidden > 0 ? `and ${counted(hidden, 'more warning')} of other kinds; ${whereAll}\n` : '';
  return `${kinds
    .slice(0, mostKinds)
    .map((kind) => kindText(kind, whereAll))
    .join('')}${rest}`;
}

/** Where the rest is listed. */
const checkLists = `${commandLine('check --json')} lists all of them`;

function kindText(files: SameKind, whereAll: string): string {
  const others = files.slice(mostFiles);
  const n = others.reduce(countIn, 0);
  const rest = n === 0 ? '' : `and ${n} similar in ${counted(others.length, 'other file')}; ${whereAll}\n`;
  return `${files.slice(0, mostFiles).map(inFileText).join('')}${rest}`;
}

const countIn = (sum: number, { others }: SameKindInFile): number => sum + 1 + others.length;

function inFileText({ first, others }: SameKindInFile): string {
  if (others.length === 0) return problemText(first);
  const lines = [...new Set(others.flatMap(({ line }) => line ?? []))];
  const named = `${lines.length === 1 ? 'line' : 'lines'} ${lines.slice(0, mostLines).join(', ')}`;
  const places = lines.length === 0 ? '' : ` (${named}${lines.length > mostLines ? ' …' : ''})`;
  return `${problemText(first)}  and ${others.length} similar in this file${places}\n`;
}

function summary(errors: number, warnings: number): string {
  if (errors === 0 && warnings === 0) return 'No problems found.';
  return `${counted(errors, 'error')}, ${counted(warnings, 'warning')}.`;
}

/** Problems as workflow commands, which GitHub Actions shows as annotations. */
export function githubAnnotations(problems: readonly Problem[]): string {
  return problems.map(annotation).join('');
}

const escapeData = (text: string): string =>
  text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const escapeProperty = (text: string): string => escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');

function annotation({ severity, file, line, column, message, hint }: Problem): string {
  const properties = [
    `file=${escapeProperty(file)}`,
    ...(line === null ? [] : [`line=${line}`]),
    ...(column === null ? [] : [`col=${column}`]),
  ];
  return `::${severity} ${properties.join(',')}::${escapeData([message, hint].filter(Boolean).join(' '))}\n`;
}
