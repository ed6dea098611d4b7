import { folderOf, matrix } from './github-matrix.ts';
import { alertSteps, checkRunSteps, commentSteps, reportSteps, siteSteps } from './github-steps.ts';
import { isSeveral, type CiPlace, type PlannedFile } from './planned-file.ts';
import { pinned } from './pinned-actions.ts';
import { branchFilter, yamlText } from './quoted.ts';

/** The workflows of GitHub: one that publishes and compares, and one that comments with the rights for that alone. */
export const githubFiles = (place: CiPlace): PlannedFile[] => [
  { path: '.github/workflows/perfolio.yml', text: reports(place) },
  { path: '.github/workflows/perfolio-comment.yml', text: comment(place) },
];

const reports = (
  place: CiPlace,
): string => `# Publishes the performance reports of ${place.mainBranch} on GitHub Pages, writes an issue for each alert and the verdict of
# each push, and compares the runs of pull requests.
# A pull request's code runs without secrets, with a read-only token. perfolio-comment.yml posts the comment.
name: perfolio

on:
  push:
    branches:
      - ${yamlText(branchFilter(place.mainBranch))}
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
${isSeveral(place) ? '' : '      pages: read\n'}${matrix(place)}${defaults(place)}    steps:
${reportSteps(place)}
${isSeveral(place) ? siteJob(place) : ''}  # One issue per alert of the main branch.
  alerts:
    needs: reports
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    timeout-minutes: 20
    permissions:
      contents: read
      issues: write
${matrix(place)}    steps:
${alertSteps(place)}
  # The gate's verdict on the runs that a push adds, as a check of its commit.
  check-run:
    needs: reports
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    timeout-minutes: 20
    permissions:
      checks: write
      contents: read
${matrix(place)}    steps:
${checkRunSteps(place)}
  deploy:
    needs: ${isSeveral(place) ? 'site' : 'reports'}
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

/** Builds one site of several projects, once all of them are checked. */
const siteJob = (place: CiPlace): string => `  site:
    needs: reports
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    timeout-minutes: 30
    permissions:
      contents: read
      pages: read
${defaults(place, yamlText(place.packageFolder))}    steps:
${siteSteps(place)}
`;

/** Scripts of the job run in the folder; the action knows it by its input. */
const defaults = (place: CiPlace, folder = folderOf(place)): string =>
  place.action === null
    ? `    defaults:
      run:
        working-directory: ${folder}
`
    : '';

const comment = (
  place: CiPlace,
): string => `# Compares the runs of a pull request, and posts the result as one comment that is updated.
# It runs code of the default branch alone. The files of the pull request are read as data, and never executed.
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
    timeout-minutes: 30
    permissions:
      contents: read
      pull-requests: write
${matrix(place)}    steps:
${commentSteps(place)}`;
