/** A line of `git push --porcelain` for a ref that was not updated: its kind, and git's reason in brackets. */
const rejection = /^!\t[^\t]*\t\[(remote )?rejected\](?: \((.*)\))?/gm;

/** Reasons of a server whose branch moved, or was locked, between its check and the update. */
const movedOnServer = /cannot lock ref|failed to update ref|incorrect old value|reference already exists/i;

/**
 * True if another push was the reason, so that a second attempt on top of it can succeed. Git itself rejects what is no
 * fast-forward; a server also rejects for its rules (hooks, protected branches), which no attempt changes.
 */
export function isRace(porcelain: string): boolean {
  const rejections = [...porcelain.matchAll(rejection)];
  return (
    rejections.length > 0 &&
    rejections.every(([, remote, reason = '']) => remote === undefined || movedOnServer.test(reason))
  );
}

/** What git printed, on one line and without its hints, which are for people at a terminal. */
export const messageOf = (printed: string): string =>
  printed
    .split('\n')
    .map((line) => line.replaceAll('\t', ' ').trim())
    .filter((line) => line !== '' && line !== 'Done' && !line.startsWith('hint:') && !line.startsWith('To '))
    .slice(-8)
    .join(' ');

/** What git and servers print if they do not let the job write, or do not know who it is. */
const refusedAccess =
  /denied|forbidden|\b40[13]\b|permission|not allowed|unauthori[sz]ed|authentication|could not read username|read.?only/i;

/** What to do about a push that failed. */
export function pushHint(printed: string): string {
  if (refusedAccess.test(printed))
    return 'The job needs the right to write to the repository. In a pull request from a fork it has none: record without --push, and upload the folder as an artifact.';
  return /^!\t/m.test(printed)
    ? 'A rule of the server rejects the commit, such as a protected branch or a hook. Allow the job to push there, or push to a data branch: --push branch:NAME.'
    : 'The remote cannot be reached. Check its address: git remote get-url --push origin';
}
