import type { Command } from 'commander';
import { ownVersion } from '../../store/own-version.ts';
import type { Io } from '../terminal/io.ts';
import { pathsOf, withPaths, type PathOptions } from '../terminal/project-paths.ts';
import { diagnose, type Diagnosis } from './diagnoses.ts';

/** Adds `doctor`: what is wrong with this machine or pipeline, and what to do. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('doctor'))
    .description('Check this machine or pipeline: Node, git, folders, cache, lock file, token.')
    .addHelpText(
      'after',
      '\nExits with 1 if something is wrong. It does not validate the data: run check for that.\n',
    )
    .action((options: PathOptions) => doctor(options, io));
}

async function doctor(options: PathOptions, io: Io): Promise<void> {
  const found = await diagnose(await pathsOf(options, io), process.env);
  io.out(`Perfolio ${ownVersion()}\n${found.map(diagnosisText).join('')}`);
  if (found.some(({ state }) => state === 'wrong')) io.exit(1);
}

const marks: Readonly<Record<Diagnosis['state'], string>> = { fine: 'ok', doubtful: 'note', wrong: 'WRONG' };

const diagnosisText = ({ what, found, state, todo }: Diagnosis): string =>
  `${marks[state].padEnd(6)}${what}: ${found}\n${todo === null ? '' : `      ${todo}\n`}`;
