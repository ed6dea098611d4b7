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
