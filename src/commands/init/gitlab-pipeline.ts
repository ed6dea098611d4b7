import { posix } from 'node:path';
import { belowOf, isSeveral, type CiPlace } from './planned-file.ts';
import { ruleText, shellWord, yamlText } from './quoted.ts';

/** True if a pipeline has our jobs already. */
export const hasPerfolio = (pipeline: string): boolean => /^\.perfolio:/m.test(pipeline);

/** A job of each project; nothing for a single one. */
const matrix = (place: CiPlace): string =>
  isSeveral(place)
    ? `  parallel:
    matrix:
      - PROJECT:
${place.projects.map((folder) => `          - ${yamlText(folder)}\n`).join('')}`
    : '';

/** The pipeline of GitLab: the site on GitLab Pages, and for merge requests the comparison and the gate. */
export const gitlabPipeline = (place: CiPlace): string => {
  const { packageFolder, projects, mainBranch } = place;
  // The folder of a job's project, as the shell and as artifacts name it.
  const [folder, inFolder] = isSeveral(place)
    ? ['"$PROJECT"', '$PROJECT/']
    : [shellWord(projects[0]), belowOf(projects[0])];
  return `# Publishes the performance reports of ${mainBranch} on GitLab Pages, writes an issue for each alert, and compares the runs
# of merge requests.
.perfolio:
  image: node:24
  variables:
    GIT_DEPTH: '0'
  cache:
    # Only pipelines of protected branches write to the cache that they read.
    key: perfolio-$CI_COMMIT_REF_SLUG
    paths:
      - ${yamlText(`${belowOf(packageFolder)}node_modules/.cache/perfolio`)}
  before_script:
    - ${yamlText(`cd ${folder}`)}
    # Installs in the nearest folder with a package.json.
    - npm ci

pages:
  extends: .perfolio
  rules:
    - if: ${yamlText(`$CI_COMMIT_BRANCH == ${ruleText(mainBranch)}`)}
${isSeveral(place) ? pagesOfSeveral(place) : pagesOfOne}  artifacts:
    paths: [public]

perfolio-alerts:
  extends: .perfolio
  needs: [pages]
  # One at a time, so that no issue is opened twice.
  resource_group: perfolio-alerts
  rules:
    - if: ${yamlText(`$CI_COMMIT_BRANCH == ${ruleText(mainBranch)}`)}
${matrix(place)}  script:
    # The same token as for the note on merge requests.
    - if [ -n "$GITLAB_TOKEN" ]; then npm run --silent perfolio -- alerts --sync gitlab; fi

perfolio:
  extends: .perfolio
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
${matrix(place)}  script:
    - npm run --silent perfolio -- check --format gitlab > "$CI_PROJECT_DIR/gl-code-quality-report.json"
    - npm run --silent perfolio -- diff "git:$CI_MERGE_REQUEST_DIFF_BASE_SHA" git:HEAD --out diff.md
    - npm run --silent perfolio -- diff "git:$CI_MERGE_REQUEST_DIFF_BASE_SHA" git:HEAD --out diff.json
    # Opens from the folder of the artifact, without a server.
    - npm run --silent perfolio -- build --relative
    # An access token of the project with the scope api and the role Reporter, as a masked variable.
    - if [ -n "$GITLAB_TOKEN" ]; then DIFF_FILE=diff.json npm run --silent perfolio -- comment --gitlab; fi
    - npm run --silent perfolio -- gate --against "git:$CI_MERGE_REQUEST_DIFF_BASE_SHA"
  artifacts:
    when: always
    paths:
      - ${yamlText(`${inFolder}diff.md`)}
      - ${yamlText(`${inFolder}dist`)}
    reports:
      codequality: gl-code-quality-report.json
`;
};

const pagesOfOne = `  script:
    - npm run --silent perfolio -- check
    - npm run --silent perfolio -- build --site "$CI_PAGES_URL" --base "/$(basename "$CI_PAGES_URL")/"
    - mv dist "$CI_PROJECT_DIR/public"
`;

/** One site of all projects. `build` checks each of them first. */
function pagesOfSeveral({ packageFolder, projects }: CiPlace): string {
  const folders = projects.map((folder) => shellWord(posix.relative(packageFolder, folder) || '.')).join(' ');
  const build = `npm run --silent perfolio -- build --all ${folders} --out dist --site "$CI_PAGES_URL" --base "/$(basename "$CI_PAGES_URL")/"`;
  return `  before_script:
    - ${yamlText(`cd ${shellWord(packageFolder)}`)}
    - npm ci
  script:
    - ${yamlText(build)}
    - mv dist "$CI_PROJECT_DIR/public"
`;
}
