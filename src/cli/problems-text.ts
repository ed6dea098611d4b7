import type { Problem } from '../model/problem.ts';

/** `path:line:column`, as far as it is known, as editors and terminals follow it. */
export const placeOf = ({ file, line, column }: Problem): string =>
  [file, line, column].filter((part) => part !== null).join(':');

/** One problem as a person reads it: place and what was found, then what to do. */
export function problemText(one: Problem): string {
  const mark = one.severity === 'warning' ? 'warning: ' : '';
  return plain(`${placeOf(one)}: ${mark}${one.message}\n${one.hint === null ? '' : `  ${one.hint}\n`}`);
}

/** Terminals break no lines between words, and what is copied from them is searched for as it is typed. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

/** Problems shown of one kind; the rest is counted. */
const mostShown = 50;

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

/** All problems, errors first, with a summary. */
export function problemsText(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  const shown = (some: readonly Problem[], what: string): string => {
    const hidden = some.length - mostShown;
    return `${some.slice(0, mostShown).map(problemText).join('')}${hidden > 0 ? `and ${count(hidden, `more ${what}`)}\n` : ''}`;
  };
  return `${shown(errors, 'error')}${shown(warnings, 'warning')}${problems.length > 0 ? '\n' : ''}${summary(errors.length, warnings.length)}\n`;
}

function summary(errors: number, warnings: number): string {
  if (errors === 0 && warnings === 0) return 'Everything is valid.';
  return `${count(errors, 'error')}, ${count(warnings, 'warning')}.`;
}

/** Problems as GitHub Actions turns them into annotations. */
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
