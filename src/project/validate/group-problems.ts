import { at } from '../../model/checked.ts';
import type { Problem } from '../../model/problem.ts';

/** Problems of one kind in one file; the first is shown for all of them. */
export interface SameKindInFile {
  readonly first: Problem;
  readonly others: readonly Problem[];
}

/** Problems of one kind, file by file. */
export type SameKind = readonly SameKindInFile[];

/** Groups problems that differ only in location and found values, in the order of their first occurrence. */
export function groupByKind(problems: readonly Problem[]): SameKind[] {
  return [...Map.groupBy(problems, kindOf).values()].map((sameKind) =>
    [...Map.groupBy(sameKind, ({ file }) => file).values()].map((group) => ({
      first: at(group, 0, 'a group has a first problem'),
      others: group.slice(1),
    })),
  );
}

const quoted = /"[^"]*"/g;
const date = /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g;
/** Standalone numbers. Numbers inside names, such as p95 and v1-7, are part of the kind. */
const number = /(?<![\p{L}\d._-])-?\d+(?:[.,]\d+)*(?![\p{L}\d])/gu;

/** The text of a problem with its values replaced by placeholders. */
const kindOf = ({ severity, message, hint }: Problem): string =>
  `${severity} ${message} ${hint ?? ''}`.replace(quoted, '"…"').replace(date, '#').replace(number, '#');
