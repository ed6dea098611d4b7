import { join } from 'node:path';
import { githubFiles } from './github-files.ts';
import { gitlabPipeline } from './gitlab-pipeline.ts';
import type { CiPlace, PlannedFile } from './planned-file.ts';
import type { Service } from './repository.ts';

/** The CI files of a service. On an unknown service, a script with the same commands. */
export function ciFiles(service: Service, place: CiPlace, hasPipeline: boolean): PlannedFile[] {
  if (service === 'github') return githubFiles(place);
  if (service === 'gitlab')
    return [
      {
        // A repository has one pipeline file. If there is one, it includes ours.
        path: hasPipeline ? join(place.packageFolder, 'perfolio.gitlab-ci.yml') : '.gitlab-ci.yml',
        text: gitlabPipeline(place),
      },
    ];
  return [{ path: join(place.packageFolder, 'ci.sh'), text: script(place) }];
}

const script = ({ packageFolder, mainBranch }: CiPlace): string => `#!/bin/sh
# Checks the project, builds its site into dist/, and lets the gate decide. For any CI service: run it in a full clone
# (git fetch --unshallow), with Node 24.3 or later.
set -eu
cd "$(git rev-parse --show-toplevel)/${packageFolder}"
npm ci
npm run --silent perfolio -- check
npm run --silent perfolio -- build
# For a change that is not merged yet: compare with the main branch.
if [ "$(git rev-parse HEAD)" != "$(git rev-parse origin/${mainBranch})" ]; then
  npm run --silent perfolio -- diff git:origin/${mainBranch} git:HEAD --out diff.md
  npm run --silent perfolio -- gate --against git:origin/${mainBranch}
fi
`;
