import type { Problem } from '../model/problem.ts';

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

/** What a problem says, without what it says it of: quoted values and numbers that stand for themselves. */
function kindOf({ severity, message, hint }: Problem): string {
  const sentence = `${severity} ${message} ${hint ?? ''}`;
  return sentence
    .replace(/"[^"]*"/g, '"…"')
    .replace(/(?<![\p{L}\d._-])-?\d+(?:[.,]\d+)*(?![\p{L}\d])/gu, '#');
}
