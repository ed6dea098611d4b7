/**
 * A command of Perfolio as it can be typed in any folder of the repository. Not `npx perfolio`: outside of the repository
 * npx would ask the package registry for whatever is called so there.
 */
export const commandLine = (command: string): string => `${program} ${command}`;

/** What starts every command line; without --silent, npm prints lines of its own between the results. */
export const program = 'npm run --silent perfolio --';
