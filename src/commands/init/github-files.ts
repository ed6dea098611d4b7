import type { CiPlace, PlannedFile } from './planned-file.ts';
import { pinned } from './pinned-actions.ts';
import { branchFilter, expressionText, yamlText } from './quoted.ts';

/** The workflows of GitHub: one that publishes and compares, and one that comments with the rights for that alone. */
export const githubFiles = (place: CiPlace): PlannedFile[] => [
  { path: '.github/workflows/perfolio.yml', text: reports(place) },
  { path: '.github/workflows/perfolio-comment.yml', text: comment(place) },
];

/** Both jobs begin like this. */
const setUp = (below: string, fetchDepth: string): string => `      - uses: ${pinned('checkout')}
        with:
${fetchDepth}          persist-credentials: false
      - uses: ${pinned('setup-node')}
        with:
          node-version: 24
          package-manager-cache: false
      - run: npm ci
        working-directory: ${yamlText(below)}
`;

const fullHistory = `          # Comparisons read base and head from git.
          fetch-depth: 0
`;

const reports = ({ packageFolder, mainBranch }: CiPlace): string => {
  const below = packageFolder === '.' ? '' : `${packageFolder}/`;
  const cached = yamlText(`${below}node_modules/.cache/perfolio`);
  const keyOf = (last: string): string =>
    yamlText(`perfolio-\${{ hashFiles(${expressionText(`${below}package-lock.json`)}) }}-${last}`);
  const cache = `          path: ${cached}
          key: ${keyOf('${{ github.sha }}')}
          restore-keys: ${keyOf('')}
`;
  return `# Publishes the performance reports of ${mainBranch} on GitHub Pages, and compares the runs of pull requests.
# A pull request's code runs without secrets, with a read-only token. perfolio-comment.yml posts the comment.
name: perfolio

on:
  push:
    branches:
      - ${yamlText(branchFilter(mainBranch))}
  pull_request:

permissions:
  contents: read

concurrency:
  group: perfolio-\${{ github.ref }}
  cancel-in-progress: \${{ github.event_name == 'pull_request' }}

jobs:
  reports:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    permissions:
      contents: read
      pages: read
    defaults:
      run:
        working-directory: ${yamlText(packageFolder)}
    steps:
${setUp(packageFolder, fullHistory)}      - uses: ${pinned('cache', '/restore')}
        with:
${cache}      - name: Check data and commentary
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
          key: ${keyOf('${{ github.sha }}')}
      - uses: ${pinned('upload-pages-artifact')}
        if: github.event_name == 'push'
        with:
          path: ${yamlText(`${below}dist`)}
      - name: Run the gate
        if: github.event_name == 'pull_request'
        env:
          BASE: \${{ github.event.pull_request.base.sha }}
        run: npm run --silent perfolio -- gate --against "git:$BASE" --format github

  deploy:
    needs: reports
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: \${{ steps.deployment.outputs.page_url }}
    steps:
      - id: deployment
        uses: ${pinned('deploy-pages')}
`;
};

const comment = ({
  packageFolder,
}: CiPlace): string => `# Posts the comparison of perfolio.yml as one comment that is updated.
# It runs code of the default branch alone. The pull request provides a JSON document, which is validated and printed here.
name: perfolio-comment

on:
  workflow_run:
    workflows: [perfolio]
    types: [completed]

permissions: {}

jobs:
  comment:
    if: github.event.workflow_run.event == 'pull_request'
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      actions: read
      contents: read
      pull-requests: write
    steps:
${setUp(packageFolder, '')}      - uses: ${pinned('download-artifact')}
        continue-on-error: true
        with:
          name: perfolio-diff
          path: \${{ runner.temp }}/perfolio-diff
          run-id: \${{ github.event.workflow_run.id }}
          github-token: \${{ github.token }}
      - name: Post or update the comment
        working-directory: ${yamlText(packageFolder)}
        env:
          GITHUB_TOKEN: \${{ github.token }}
          DIFF_FILE: \${{ runner.temp }}/perfolio-diff/diff.json
          HEAD_OWNER: \${{ github.event.workflow_run.head_repository.owner.login }}
          HEAD_BRANCH: \${{ github.event.workflow_run.head_branch }}
          HEAD_SHA: \${{ github.event.workflow_run.head_sha }}
          RUN_PAGE: \${{ github.event.workflow_run.html_url }}
        run: npm run --silent perfolio -- comment
`;
