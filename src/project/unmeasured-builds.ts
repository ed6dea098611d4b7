import type { ExpectedBuild, UnmeasuredBuilds } from '../history/alerts/drafts.ts';
import { compileGlob } from '../model/glob.ts';
import type { RunReport } from '../model/run-report.ts';
import { git } from '../store/git.ts';
import type { Paths } from '../store/paths.ts';
import { buildFiles } from './build-files.ts';

type Measured = Pick<RunReport, 'id' | 'measures'>;

/** More commits than this since the last measured one are counted no further. */
const mostCommits = 5_000;

const unknown = (reason: string): UnmeasuredBuilds => ({ lastRun: null, builds: [], unknown: reason });

/** The newest run that measured a commit, which a manifest may state by its first digits. */
const runOfCommit = (commit: string, runs: readonly Measured[]): Measured | undefined =>
  runs.findLast(({ measures: { manifest } }) => {
    const stated = manifest.commit?.toLowerCase() ?? '';
    return stated.length >= 7 && commit.startsWith(stated);
  });

const plain = (version: string): string => version.replace(/^v(?=\d)/, '');

function runOfTag({ name, commit }: Tag, runs: readonly Measured[]): Measured | undefined {
  const byVersion = runs.findLast(
    ({ measures: { manifest } }) => manifest.version !== undefined && plain(manifest.version) === plain(name),
  );
  return byVersion ?? runOfCommit(commit, runs);
}

interface Tag extends ExpectedBuild {
  readonly commit: string;
}

/** Each tag of the history that matches a glob, oldest first. */
async function matchingTags(data: string, glob: string): Promise<Tag[] | null> {
  const format = '--format=%(creatordate:unix)%09%(objectname)%09%(*objectname)%09%(refname:strip=2)';
  const printed = await git(data, 'for-each-ref', '--merged=HEAD', '--sort=creatordate', format, 'refs/tags');
  const isMatch = compileGlob(glob);
  return (
    printed
      ?.split('\n')
      .map((line) => line.split('\t'))
      .flatMap(([seconds = '', object = '', peeled = '', name = '']) =>
        name !== '' && isMatch(name)
          ? [{ name, commit: peeled === '' ? object : peeled, atMs: Number(seconds) * 1_000 }]
          : [],
      ) ?? null
  );
}

async function unmeasuredTags(
  data: string,
  glob: string,
  runs: readonly Measured[],
): Promise<UnmeasuredBuilds> {
  const tags = await matchingTags(data, glob);
  const last = tags?.findLastIndex((tag) => runOfTag(tag, runs) !== undefined) ?? -1;
  const lastTag = tags?.[last];
  if (tags === null || lastTag === undefined) return unknown('no measured tag matches `expect.everyBuild`.');
  return { lastRun: runOfTag(lastTag, runs)?.id ?? null, builds: tags.slice(last + 1), unknown: null };
}

async function unmeasuredCommits(
  paths: Pick<Paths, 'data' | 'content'>,
  runs: readonly Measured[],
): Promise<UnmeasuredBuilds> {
  if (runs.every(({ measures: { manifest } }) => manifest.commit === undefined))
    return unknown('no run states a `commit` in its run.json. `record` and `new` write it.');
  const line = ['log', '--first-parent', `--max-count=${mostCommits}`];
  const all = (await git(paths.data, ...line, '--format=%H'))?.trim().split('\n') ?? [];
  const measured = all.find((commit) => runOfCommit(commit, runs) !== undefined);
  if (measured === undefined)
    return unknown(
      'the git history contains none of the measured commits: a shallow clone, or another repository.',
    );
  const range = `${measured}..HEAD`;
  const files = await buildFiles(paths.data, paths, range);
  const printed = (await git(paths.data, ...line, '--format=%H %ct', range, '--', ...files))?.trim() ?? '';
  const builds = printed.split('\n').flatMap((entry) => {
    const [name = '', seconds = ''] = entry.split(' ');
    return name === '' ? [] : [{ name, atMs: Number(seconds) * 1_000 }];
  });
  return {
    lastRun: runOfCommit(measured, runs)?.id ?? null,
    builds: builds.toReversed(),
    unknown: null,
  };
}

/**
 * The builds since the last measured one that have no run, by the git history of the checked-out commit. `expected` is
 * `expect.everyBuild`: commits, or tags that match a glob.
 */
export const unmeasuredBuilds = (
  paths: Pick<Paths, 'data' | 'content'>,
  expected: true | string,
  runs: readonly Measured[],
): Promise<UnmeasuredBuilds> =>
  expected === true ? unmeasuredCommits(paths, runs) : unmeasuredTags(paths.data, expected, runs);
