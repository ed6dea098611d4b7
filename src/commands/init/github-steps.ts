import { posix } from 'node:path';
import { artifactOf, folderOf, inFolder } from './github-matrix.ts';
import { belowOf, isSeveral, type CiPlace } from './planned-file.ts';
import { pinned } from './pinned-actions.ts';
import { expressionText, shellWord, yamlText } from './quoted.ts';

const fullHistory = `          # Comparisons read base and head from git.
          fetch-depth: 0
`;

const checkout = (options = ''): string => `      - uses: ${pinned('checkout')}
        with:
${options}          persist-credentials: false
`;

/** Steps of a job with the whole history: in full, or by the action. */
const steps =
  (long: (place: CiPlace) => string, short: (place: CiPlace, action: string) => string) =>
  (place: CiPlace): string =>
    checkout(fullHistory) + (place.action === null ? long(place) : short(place, place.action));

/** A step that runs the action in the folder of the job's project. */
const actionStep = (action: string, folder: string, ...options: readonly string[]): string =>
  `      - uses: ${action}
        with:
          folder: ${folder}
${options.map((option) => `          ${option}\n`).join('')}`;

const shortReportSteps = (place: CiPlace, action: string): string =>
  isSeveral(place)
    ? actionStep(
        action,
        folderOf(place),
        // The site of all projects is built by a job of its own.
        "commands: ${{ github.event_name == 'push' && 'check' || 'check diff build gate' }}",
        `artifact: ${artifactOf(place, 'perfolio-diff')}`,
        `site-artifact: ${artifactOf(place, 'perfolio-site')}`,
      )
    : actionStep(action, folderOf(place), "pages: ${{ github.event_name == 'push' }}");

const shortSiteSteps = (place: CiPlace, action: string): string =>
  actionStep(
    action,
    yamlText(place.packageFolder),
    'commands: build',
    `all: |\n${fromPackage(place)
      .map((folder) => `            ${folder}\n`)
      .join('')
      .trimEnd()}`,
    'pages: true',
  );

const shortSteps =
  (command: string) =>
  (place: CiPlace, action: string): string =>
    actionStep(action, folderOf(place), `commands: ${command}`);

/** The projects as their package's folder names them. */
const fromPackage = ({ packageFolder, projects }: CiPlace): string[] =>
  projects.map((folder) => posix.relative(packageFolder, folder) || '.');

/** The same without the action: as long as Perfolio has no repository on GitHub, no workflow can name it. */
const longReportSteps = (
  place: CiPlace,
): string => `${install(place)}${restoreCache(place)}      - name: Check data and commentary
        run: npm run --silent perfolio -- check --format github
      - name: Compare with the target branch
        if: github.event_name == 'pull_request'
        env:
          BASE: \${{ github.event.pull_request.base.sha }}
          RUN_PAGE: \${{ github.server_url }}/\${{ github.repository }}/actions/runs/\${{ github.run_id }}
        run: |
          npm run --silent perfolio -- diff "git:$BASE" git:HEAD --out "$RUNNER_TEMP/diff.json"
          npm run --silent perfolio -- diff "git:$BASE" git:HEAD --full-page "$RUN_PAGE" >> "$GITHUB_STEP_SUMMARY"
      - uses: ${pinned('upload-artifact')}
        if: github.event_name == 'pull_request'
        with:
          name: ${artifactOf(place, 'perfolio-diff')}
          path: \${{ runner.temp }}/diff.json
      # Opens from the folder of the artifact, without a server.
      - name: Build the site of the branch
        if: github.event_name == 'pull_request'
        run: npm run --silent perfolio -- build --relative
      - uses: ${pinned('upload-artifact')}
        if: github.event_name == 'pull_request'
        with:
          name: ${artifactOf(place, 'perfolio-site')}
          path: ${inFolder(place, 'dist')}
          retention-days: 14
${isSeveral(place) ? '' : publishSteps(place, 'build', `${belowOf(place.projects[0])}dist`)}      - name: Run the gate
        if: github.event_name == 'pull_request'
        env:
          BASE: \${{ github.event.pull_request.base.sha }}
        run: npm run --silent perfolio -- gate --against "git:$BASE" --format github
`;

const longSiteSteps = (place: CiPlace): string => {
  const folders = fromPackage(place).map(shellWord).join(' ');
  return `${install(place)}${restoreCache(place)}${publishSteps(place, `build --all ${folders} --out dist`, `${belowOf(place.packageFolder)}dist`)}`;
};

/** The steps that build and publish the site of a push. */
function publishSteps(place: CiPlace, build: string, site: string): string {
  const { cached, key } = cacheOf(place);
  return `      - id: pages
        if: github.event_name == 'push'
        uses: ${pinned('configure-pages')}
      - name: Build the site
        if: github.event_name == 'push'
        env:
          ORIGIN: \${{ steps.pages.outputs.origin }}
          BASE_PATH: \${{ steps.pages.outputs.base_path || '/' }}
        run: ${yamlText(`npm run --silent perfolio -- ${build} --site "$ORIGIN" --base "$BASE_PATH"`)}
      # Only the main branch writes the cache that it reads. What a pull request writes, no other branch can read.
      - uses: ${pinned('cache', '/save')}
        if: github.event_name == 'push'
        with:
          path: ${cached}
          key: ${key}
      - uses: ${pinned('upload-pages-artifact')}
        if: github.event_name == 'push'
        with:
          path: ${yamlText(site)}
`;
}

/** Where results are cached, the key of the commit, and how keys of all commits start. */
function cacheOf({ packageFolder }: CiPlace): { cached: string; key: string; anyKey: string } {
  const below = belowOf(packageFolder);
  const keyOf = (last: string): string =>
    yamlText(`perfolio-\${{ hashFiles(${expressionText(`${below}package-lock.json`)}) }}-${last}`);
  return {
    cached: yamlText(`${below}node_modules/.cache/perfolio`),
    key: keyOf('${{ github.sha }}'),
    anyKey: keyOf(''),
  };
}

function restoreCache(place: CiPlace): string {
  const { cached, key, anyKey } = cacheOf(place);
  return `      - uses: ${pinned('cache', '/restore')}
        with:
          path: ${cached}
          key: ${key}
          restore-keys: ${anyKey}
`;
}

const longAlertSteps = (
  place: CiPlace,
): string => `${install(place)}${restoreCache(place)}      - name: Write the issues of alerts
        working-directory: ${folderOf(place)}
        env:
          GITHUB_TOKEN: \${{ github.token }}
        run: npm run --silent perfolio -- alerts --sync github
`;

const longCheckRunSteps = (
  place: CiPlace,
): string => `${install(place)}${restoreCache(place)}      - name: Write the check run
        working-directory: ${folderOf(place)}
        env:
          GITHUB_TOKEN: \${{ github.token }}
          BEFORE: \${{ github.event.before }}
        run: |
          options=(--check-run --format github)
          # Unknown for a new branch, and after a forced push. The latest run is judged then.
          if git cat-file -e "$BEFORE^{commit}" 2> /dev/null; then options+=(--against "git:$BEFORE"); fi
          npm run --silent perfolio -- gate "\${options[@]}"
`;

const longCommentSteps = (
  place: CiPlace,
): string => `${install(place)}      - name: Compare the pull request's data, and post or update the comment
        working-directory: ${folderOf(place)}
        env:
          GITHUB_TOKEN: \${{ github.token }}
          HEAD_OWNER: \${{ github.event.workflow_run.head_repository.owner.login }}
          HEAD_BRANCH: \${{ github.event.workflow_run.head_branch }}
          HEAD_SHA: \${{ github.event.workflow_run.head_sha }}
          RUN_PAGE: \${{ github.event.workflow_run.html_url }}
        run: npm run --silent perfolio -- comment
`;

const install = ({ packageFolder }: CiPlace): string => `      - uses: ${pinned('setup-node')}
        with:
          node-version: 24
          package-manager-cache: false
      - run: npm ci
        working-directory: ${yamlText(packageFolder)}
`;

/** The steps of the job that checks and compares a project, and publishes it if it is the only one. */
export const reportSteps = steps(longReportSteps, shortReportSteps);

/** The steps of the job that publishes one site of several projects. */
export const siteSteps = steps(longSiteSteps, shortSiteSteps);

/** The steps of the job that writes issues. */
export const alertSteps = steps(longAlertSteps, shortSteps('alerts'));

/** The steps of the job that writes the verdict of what a push adds. */
export const checkRunSteps = steps(longCheckRunSteps, shortSteps('check-run'));

/** The steps of the job that comments. */
export const commentSteps = steps(longCommentSteps, shortSteps('comment'));
