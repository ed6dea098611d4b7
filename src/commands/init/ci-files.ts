import { posix } from 'node:path';
import { githubFiles } from './github-files.ts';
import { gitlabPipeline, hasPerfolio } from './gitlab-pipeline.ts';
import { isSeveral, type CiPlace, type PlannedFile } from './planned-file.ts';
import { shellWord } from './quoted.ts';
import type { Service } from './repository.ts';

/**
 * The CI files of a service. On an unknown service, a script with the same commands. `pipeline` is the text of the
 * repository's .gitlab-ci.yml; null if there is none.
 */
export function ciFiles(service: Service, place: CiPlace, pipeline: string | null): PlannedFile[] {
  if (service === 'github') return githubFiles(place);
  if (service === 'gitlab')
    return [
      {
        // A repository has one pipeline file. If there is another's, it includes ours.
        path:
          pipeline === null || hasPerfolio(pipeline)
            ? '.gitlab-ci.yml'
            : posix.join(place.packageFolder, 'perfolio.gitlab-ci.yml'),
        text: gitlabPipeline(place),
      },
    ];
  return [{ path: posix.join(place.packageFolder, 'ci.sh'), text: script(place) }];
}

const script = (place: CiPlace): string => (isSeveral(place) ? scriptOfSeveral(place) : scriptOfOne(place));

const scriptOfOne = ({ projects, mainBranch }: CiPlace): string => `#!/bin/sh
# Checks the project, builds its site into dist/, and lets the gate decide. For any CI service: run it in a full clone
# (git fetch --unshallow), with Node 24.3 or later.
set -eu
cd "$(git rev-parse --show-toplevel)"/${shellWord(projects[0])}
main=${shellWord(`origin/${mainBranch}`)}
npm ci
npm run --silent perfolio -- check
npm run --silent perfolio -- build
# For a change that is not merged yet: compare with the main branch.
if [ "$(git rev-parse HEAD)" != "$(git rev-parse "$main")" ]; then
  npm run --silent perfolio -- diff "git:$main" git:HEAD --out diff.md
  npm run --silent perfolio -- gate --against "git:$main"
fi
`;

const scriptOfSeveral = ({ packageFolder, projects, mainBranch }: CiPlace): string => {
  const names = projects.map((folder) => shellWord(posix.relative(packageFolder, folder) || '.')).join(' ');
  return `#!/bin/sh
# Checks each project, builds one site of all into dist/, and lets the gate decide. For any CI service: run it in a full
# clone (git fetch --unshallow), with Node 24.3 or later.
set -eu
cd "$(git rev-parse --show-toplevel)"/${shellWord(packageFolder)}
main=${shellWord(`origin/${mainBranch}`)}
npm ci
npm run --silent perfolio -- build --all ${names} --out dist
# For a change that is not merged yet: compare with the main branch.
if [ "$(git rev-parse HEAD)" = "$(git rev-parse "$main")" ]; then exit 0; fi
code=0
for project in ${names}; do
  (cd "$project" && npm run --silent perfolio -- diff "git:$main" git:HEAD --out diff.md)
  (cd "$project" && npm run --silent perfolio -- gate --against "git:$main") || code=$?
done
exit "$code"
`;
};
