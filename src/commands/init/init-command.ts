import { join, relative } from 'node:path';
import { Option, type Command } from 'commander';
import { commandLine } from '../../model/text/command-line.ts';
import { reportRefusals } from '../terminal/refusals.ts';
import type { Io } from '../terminal/io.ts';
import { askProject, readGiven, type Given } from './ask-project.ts';
import {
  initProject,
  placeOf,
  type Initialised,
  type NewProject,
  type ProjectPlace,
} from './init-project.ts';
import { namedSource, ownSource } from './own-source.ts';
import { shellWord } from './quoted.ts';
import type { Service } from './repository.ts';

interface InitOptions {
  readonly name?: string;
  readonly repository?: string;
  readonly target?: readonly string[];
  readonly ci?: Service | 'none';
  readonly package?: string;
  readonly yes?: boolean;
}

const help = `
FOLDER is perf/ by default, or the repository itself if it has no code yet. Existing files are not changed. In a
terminal, the command prompts for missing values. With --yes it does not prompt: name and address come from the git remote
"origin".

Examples:
  ${commandLine('init')}
  ${commandLine('init perf --yes --name Shop --target "response.p95 < 500 ms"')}
`;

/** Adds `init`: makes a project in any repository. */
export function register(program: Command, io: Io): void {
  program
    .command('init')
    .description('Create a project in a repository: data, content, package.json and CI files.')
    .argument('[folder]', 'folder of the project (default: perf)')
    .option('--name <name>', 'name of the tested system')
    .option('--repository <url>', 'https address of the repository, for links')
    .option('--target <bound...>', 'targets, such as "response.p95 < 500 ms" or "errors.rate < 1%"')
    .addOption(
      new Option(
        '--ci <service>',
        'service to write CI files for (default: the one of the repository)',
      ).choices(['github', 'gitlab', 'other', 'none']),
    )
    .option('--package <source>', 'where to install Perfolio from: a file of npm pack, or a git URL')
    .option('--yes', 'do not prompt')
    .addHelpText('after', help)
    .action((folder: string | undefined, options: InitOptions) =>
      reportRefusals(io, () => init(folder, options, io)),
    );
}

async function init(folder: string | undefined, options: InitOptions, io: Io): Promise<void> {
  const ask = options.yes === true ? undefined : io.ask;
  if (ask === undefined && options.yes !== true) {
    io.err(
      'This terminal is not interactive.\n  Add --yes, and --name if the name of the repository does not fit.\n',
    );
    io.exit(2);
    return;
  }
  const given = readGiven(options);
  const source = options.package === undefined ? ownSource() : namedSource(options.package, io.cwd);
  const place = await placeOf(folder, io.cwd);
  const project =
    ask === undefined ? withDefaults(given, place) : await askProject(place, given, { ...io, ask });
  const made = await initProject(place, project, source, options.ci);
  const isUnknown = options.ci === undefined && made.service === 'other';
  io.out(initialisedText(made, place, io.cwd) + (isUnknown ? otherService : ''));
}

/** Printed where no service was recognised: a new repository often has no remote yet. */
const otherService = `
No CI service was recognised. To write CI files later, run:
  ${commandLine('init --yes --ci github')}   # or gitlab
`;

/** Printed where CI files exist that run other projects only. */
function otherProjects({ withoutThis, service }: Initialised, place: ProjectPlace, cwd: string): string {
  const { top, folder, packageFolder } = place;
  if (withoutThis.length === 0) return '';
  const words = (paths: readonly string[]): string =>
    paths.map((path) => shellWord(relative(packageFolder, path).replaceAll('\\', '/') || '.')).join(' ');
  const change = relative(cwd, packageFolder);
  return [
    `These CI files do not run this project: ${withoutThis.join(', ')}.\n`,
    'If you have not edited them, let init write them again, for all projects:\n',
    change === '' ? '' : `  cd ${shellWord(change)}\n`,
    `  rm ${words(withoutThis.map((path) => join(top, path)))}\n`,
    `  ${commandLine(`init ${words([folder])} --yes --ci ${service}`)}\n`,
    'Otherwise, docs/monorepo.md shows what to change.\n\n',
  ].join('');
}

const withDefaults = ({ name, repository, targets = [] }: Given, place: ProjectPlace): NewProject => ({
  name: name ?? place.suggestedName,
  repository: repository ?? place.repository,
  targets,
});

function initialisedText(made: Initialised, place: ProjectPlace, cwd: string): string {
  const { written, unchanged, hasOwnScripts, includes, ignored } = made;
  const { top, packageFolder } = place;
  const list = (heading: string, paths: readonly string[]): string =>
    paths.length === 0 ? '' : `${heading}\n${paths.map((path) => `  ${path}\n`).join('')}\n`;
  const change = relative(cwd, packageFolder);
  return [
    list(`Wrote, in ${top}:`, written),
    list('Not changed:', unchanged),
    list(
      '.gitignore excludes these files from commits. Add an exception if your raw files have such names:',
      ignored,
    ),
    otherProjects(made, place, cwd),
    includes === null ? '' : `Add to .gitlab-ci.yml:\n${includes}\n`,
    'Next steps:\n',
    change === '' ? '' : `  cd ${shellWord(change)}\n`,
    `  ${installSteps(made).join(' && ')}\n`,
    `  ${commandLine('new RUN --from PATH...')}   # with the output of your load tool\n`,
    // A script `dev` of the user may do something else.
    `  ${hasOwnScripts ? commandLine('dev') : 'npm run dev'}\n`,
    '  git commit   # the files listed above, package-lock.json and your runs\n',
  ].join('');
}

/** What makes the commands of the next steps work. */
const installSteps = ({ missing, isWithoutScript }: Initialised): string[] => [
  missing === null ? 'npm install' : `npm install ${shellWord(missing)}`,
  ...(isWithoutScript ? ['npm pkg set scripts.perfolio=perfolio'] : []),
];
