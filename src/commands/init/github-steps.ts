import type { CiPlace } from './planned-file.ts';
import { pinned } from './pinned-actions.ts';
import { expressionText, yamlText } from './quoted.ts';

const fullHistory = `          # Comparisons read base and head from git.
          fetch-depth: 0
`;

const checkout = (options = ''): string => `      - uses: ${pinned('checkout')}
        with:
${options}          persist-credentials: false
`;

/** The steps of the job that checks, compares, builds and judges. */
export const reportSteps = (place: CiPlace): string =>
  `${checkout(fullHistory)}${place.action === null ? longReportSteps(place) : shortReportSteps(place.packageFolder, place.action)}`;

/** The steps of the job that writes issues. */
export const alertSteps = (place: CiPlace): string =>
  `${checkout(fullHistory)}${place.action === null ? longAlertSteps(place) : shortAlertSteps(place.packageFolder, place.action)}`;

/** The steps of the job that writes the verdict of what a push adds. */
export const checkRunSteps = (place: CiPlace): string =>
  `${checkout(fullHistory)}${place.action === null ? longCheckRunSteps(place) : shortCheckRunSteps(place.packageFolder, place.action)}`;

/** The steps of the job that comments. */
export const commentSteps = ({ packageFolder, action }: CiPlace): string =>
  `${checkout(fullHistory)}${action === null ? longCommentSteps(packageFolder) : shortCommentSteps(packageFolder, action)}`;

const shortReportSteps = (packageFolder: string, action: string): string => `      - uses: ${action}
        with:
          folder: ${yamlText(packageFolder)}
          pages: \${{ github.event_name == 'push' }}
`;

const shortCommentSteps = (packageFolder: string, action: string): string => `      - uses: ${action}
        with:
          folder: ${yamlText(packageFolder)}
          commands: comment
`;

const shortAlertSteps = (packageFolder: string, action: string): string => `      - uses: ${action}
        with:
          folder: ${yamlText(packageFolder)}
          commands: alerts
`;

const shortCheckRunSteps = (packageFolder: string, action: string): string => `      - uses: ${action}
        with:
          folder: ${yamlText(packageFolder)}
          commands: check-run
`;

/** The same without the action: as long as Perfolio has no repository on GitHub, no workflow can name it. */
const longReportSteps = ({ packageFolder }: CiPlace): string => {
  const below = belowOf(packageFolder);
  const { cached, key, restore } = cacheOf(packageFolder);
  return `${install(packageFolder)}      - uses: ${pinned('cache', '/restore')}
        with:
${restore}      - name: Check data and commentary
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
          name: perfolio-diff
          path: \${{ runner.temp }}/diff.json
      - id: pages
        if: github.event_name == 'push'
        uses: ${pinned('configure-pages')}
      - name: Build the site
        env:
          ORIGIN: \${{ steps.pages.outputs.origin || github.server_url }}
          BASE_PATH: \${{ steps.pages.outputs.base_path || '/' }}
        run: npm run --silent perfolio -- build --site "$ORIGIN" --base "$BASE_PATH"
      # Only the main branch writes the cache that it reads. What a pull request writes, no other branch can read.
      - uses: ${pinned('cache', '/save')}
        if: github.event_name == 'push'
        with:
          path: ${cached}
          key: ${key}
      - uses: ${pinned('upload-pages-artifact')}
        if: github.event_name == 'push'
        with:
          path: ${yamlText(`${below}dist`)}
      - name: Run the gate
        if: github.event_name == 'pull_request'
        env:
          BASE: \${{ github.event.pull_request.base.sha }}
        run: npm run --silent perfolio -- gate --against "git:$BASE" --format github
`;
};

const belowOf = (packageFolder: string): string => (packageFolder === '.' ? '' : `${packageFolder}/`);

/** Where results are cached, the key of the commit, and the options that restore the newest cache. */
function cacheOf(packageFolder: string): { cached: string; key: string; restore: string } {
  const below = belowOf(packageFolder);
  const cached = yamlText(`${below}node_modules/.cache/perfolio`);
  const keyOf = (last: string): string =>
    yamlText(`perfolio-\${{ hashFiles(${expressionText(`${below}package-lock.json`)}) }}-${last}`);
  const key = keyOf('${{ github.sha }}');
  const restore = `          path: ${cached}
          key: ${key}
          restore-keys: ${keyOf('')}
`;
  return { cached, key, restore };
}

const longAlertSteps = ({
  packageFolder,
}: CiPlace): string => `${install(packageFolder)}      - uses: ${pinned('cache', '/restore')}
        with:
${cacheOf(packageFolder).restore}      - name: Write the issues of alerts
        working-directory: ${yamlText(packageFolder)}
        env:
          GITHUB_TOKEN: \${{ github.token }}
        run: npm run --silent perfolio -- alerts --sync github
`;

const longCheckRunSteps = ({
  packageFolder,
}: CiPlace): string => `${install(packageFolder)}      - uses: ${pinned('cache', '/restore')}
        with:
${cacheOf(packageFolder).restore}      - name: Write the check run
        working-directory: ${yamlText(packageFolder)}
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
  packageFolder: string,
): string => `${install(packageFolder)}      - name: Compare the pull request's data, and post or update the comment
        working-directory: ${yamlText(packageFolder)}
        env:
          GITHUB_TOKEN: \${{ github.token }}
          HEAD_OWNER: \${{ github.event.workflow_run.head_repository.owner.login }}
          HEAD_BRANCH: \${{ github.event.workflow_run.head_branch }}
          HEAD_SHA: \${{ github.event.workflow_run.head_sha }}
          RUN_PAGE: \${{ github.event.workflow_run.html_url }}
        run: npm run --silent perfolio -- comment
`;

const install = (folder: string): string => `      - uses: ${pinned('setup-node')}
        with:
          node-version: 24
          package-manager-cache: false
      - run: npm ci
        working-directory: ${yamlText(folder)}
`;
