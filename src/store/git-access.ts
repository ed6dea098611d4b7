import { existingFolder, repositoryAround, runGit } from './git.ts';

/** Why git gives nothing, and what to do about it. */
export interface GitFailure {
  readonly problem: string;
  readonly todo: string;
}

/** Why git gives nothing for a folder that a repository is around; null where git works, or there is no repository. */
export async function gitFailure(folder: string): Promise<GitFailure | null> {
  const around = repositoryAround(existingFolder(folder));
  if (around === null) return null;
  const { isDone, stderr } = await runGit(around, ['rev-parse', '--show-toplevel']);
  if (isDone) return null;
  if (stderr.includes('ENOENT'))
    return {
      problem: 'git is not installed, or not in the PATH.',
      todo: 'Install git: https://git-scm.com.',
    };
  if (!stderr.includes('dubious ownership'))
    return {
      problem: `git cannot read the repository: ${firstLine(stderr)}`,
      todo: 'Check out the repository again.',
    };
  return {
    problem: `git refuses the repository ${around}, because another user owns it.`,
    todo: `If you trust it: git config --global --add safe.directory ${quoted(around)}`,
  };
}

/** Prints why git gives nothing, if so: facts that come from it would be missing without a word. */
export async function warnOfGit(folder: string, print: (text: string) => void): Promise<void> {
  const failure = await gitFailure(folder);
  if (failure === null) return;
  print(`warning: ${failure.problem} Commits, branches and dates are unknown.\n  ${failure.todo}\n`);
}

const firstLine = (text: string): string => text.trim().split('\n', 1).join('');

/** A path for a shell. */
const quoted = (path: string): string => `'${path.replaceAll("'", `'\\''`)}'`;
