import type { Problem } from '../../model/problem.ts';

/** Problems of one kind in one file; the first stands for all. */
export interface AlikeInFile {
  readonly first: Problem;
  readonly others: readonly Problem[];
}

/** Problems of one kind, file by file. */
export type Alike = readonly AlikeInFile[];

/** Gathers problems that differ in nothing but their place and the values that were found; in the order of the first. */
export function alikeOnes(problems: readonly Problem[]): Alike[] {
  return [...Map.groupBy(problems, kindOf).values()].map((alike) =>
    [...Map.groupBy(alike, ({ file }) => file).values()].map(([first, ...others]) => ({
      first: first!,
      others,
    })),
  );
}

const quoted = /"[^"]*"/g;
const date = /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g;
/** Numbers that stand for themselves: those in names, such as p95 and v1-7, tell what is meant. */
const number = /(?<![\p{L}\d._-])-?\d+(?:[.,]\d+)*(?![\p{L}\d])/gu;

/** What a problem says, without the values that it says it of. */
const kindOf = ({ severity, message, hint }: Problem): string =>
  `${severity} ${message} ${hint ?? ''}`.replace(quoted, '"…"').replace(date, '#').replace(number, '#');
