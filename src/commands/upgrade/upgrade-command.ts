import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { commandLine } from '../../model/text/command-line.ts';
import { ownVersion } from '../../store/own-version.ts';
import { packageFolder } from '../../store/paths.ts';
import type { Io } from '../terminal/io.ts';
import { pathsOf, withPaths, type PathOptions } from '../terminal/project-paths.ts';
import { releasesAfter, releasesOf } from './changelog.ts';
import { formerVersion } from './former-version.ts';
import { changesOf, type FileChange } from './upgrade-rules.ts';

interface UpgradeOptions extends PathOptions {
  readonly from?: string;
  readonly write?: boolean;
}

const help = `
Install the new version first. The former version is read from the last commit of package-lock.json,
else of package.json.

Examples:
  ${commandLine('upgrade')}
  ${commandLine('upgrade --from 0.1.0 --write')}
`;

/** Adds `upgrade`: reports what the installed version changes for a project. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('upgrade'))
    .description('Show what the installed version changes for this project.')
    .option('--from <version>', 'the version that the project used before')
    .option('--write', 'rewrite the files that need it')
    .addHelpText('after', help)
    .action((options: UpgradeOptions) => upgrade(options, io));
}

async function upgrade({ from, write, ...options }: UpgradeOptions, io: Io): Promise<void> {
  const paths = await pathsOf(options, io);
  const before = from ?? (await formerVersion(paths.project));
  const changelog = readFileSync(join(packageFolder, 'CHANGELOG.md'), 'utf8');
  io.out(
    `Perfolio ${ownVersion()}. ${before === null ? 'The former version is unknown.' : `Before: ${before}.`}\n`,
  );
  for (const { version, text } of releasesAfter(releasesOf(changelog), before))
    io.out(`\nChanges of ${version}:\n\n${text}\n`);
  const changes = changesOf(paths, before);
  io.out('\nThis project:\n');
  if (changes.length === 0) io.out('  Nothing to change.\n');
  for (const change of changes) io.out(changeText(change, write === true, io.cwd));
  const texts = changes.flatMap(({ path, rewritten }) => (rewritten === null ? [] : [{ path, rewritten }]));
  if (write === true) for (const { path, rewritten } of texts) writeFileSync(path, rewritten);
  else if (texts.length > 0) io.out(`\nTo rewrite these files: ${commandLine('upgrade --write')}\n`);
}

function changeText({ path, message, rewritten }: FileChange, isWritten: boolean, cwd: string): string {
  const done = rewritten === null ? '' : isWritten ? ' Rewritten.' : ' Can be rewritten.';
  return `  ${relative(cwd, path)}: ${message}${done}\n`;
}
