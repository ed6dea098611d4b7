/**
 * A Perfolio command that works in any folder of the repository. Not `npx perfolio`: outside of the repository npx would
 * install an unrelated package of that name.
 */
export const commandLine = (command: string): string => `${program} ${command}`;

/** The start of every command line. Without --silent, npm mixes its own lines into the output. */
export const program = 'npm run --silent perfolio --';
