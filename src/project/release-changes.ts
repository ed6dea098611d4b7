import { kindOfAll } from '../model/run-kind.ts';
import { followedSeries } from '../history/compare/compared-places.ts';
import { withoutV } from '../history/compare/release-test.ts';
import { lastRunOf } from '../history/runs/releases.ts';
import { metricOfChange } from '../history/trends/metric-of-change.ts';
import { at } from '../model/checked.ts';
import type { DiffRun } from '../model/documents/diff.ts';
import type { ReleaseChanges, ReleaseShift, ReleaseWork } from '../model/documents/release-document.ts';
import { counted } from '../model/text/counted.ts';
import { diffOf } from './comparisons.ts';
import { Refusal } from './refusal.ts';
import { hasReleases, siteReleases, type ComparedRelease } from './site-releases.ts';
import type { Workspace } from './workspace.ts';

/** What changed with a release, and the whole comparison of its last run with that of the release before. */
export interface ReleaseAnswer {
  readonly changes: ReleaseChanges;
  readonly diff: DiffRun;
}

type Compared = ComparedRelease & {
  readonly former: NonNullable<ComparedRelease['former']>;
  readonly comparison: NonNullable<ComparedRelease['comparison']>;
};

const isCompared = (one: ComparedRelease): one is Compared => one.former !== null && one.comparison !== null;

/** The named release, or the latest. Throws a Refusal if there is none, or none before it. */
function releaseOf(version: string | undefined, workspace: Workspace): Compared {
  if (!hasReleases(workspace))
    throw new Refusal(
      'This project does not say which versions are releases.',
      'Set releases.tags in data/project.json, such as {"releases": {"tags": "v*"}}, or compare two runs.',
    );
  const all = siteReleases(workspace);
  const found =
    version === undefined
      ? all.at(-1)
      : all.find(({ release }) => withoutV(release.name) === withoutV(version));
  if (found === undefined)
    throw new Refusal(
      version === undefined ? 'No run belongs to a release yet.' : `Unknown release "${version}".`,
      all.length === 0 ? undefined : `Releases: ${all.map(({ release }) => release.name).join(', ')}.`,
    );
  if (isCompared(found)) return found;
  throw new Refusal(
    `${found.release.name} is the first release, with ${counted(found.release.runs.length, 'run')}.`,
  );
}

/** Ids of the dated runs after the last one of the release before, up to the last one of the release. */
function runsOf({ release, former }: Compared, { reports }: Workspace): ReadonlySet<string> {
  const ids = reports.map(({ id }) => id);
  return new Set(ids.slice(ids.indexOf(lastRunOf(former).id) + 1, ids.indexOf(lastRunOf(release).id) + 1));
}

function shiftsIn(runs: ReadonlySet<string>, { trends, project, reports }: Workspace): ReleaseShift[] {
  return followedSeries(trends, project, kindOfAll(reports)).flatMap(({ changePoints }) =>
    changePoints.flatMap((change): ReleaseShift[] => {
      const { run: since, verdict, status, reason } = change;
      if (!runs.has(since) || verdict === 'unknown') return [];
      return [{ ...metricOfChange(change, verdict), since, status, reason }];
    }),
  );
}

/** Of several runs that state a recommendation, the latest statement counts. */
function workIn(runs: ReadonlySet<string>, { ledger }: Workspace): ReleaseWork[] {
  const byId = Map.groupBy(ledger, ({ recommendation }) => recommendation.id);
  return [...byId.values()].flatMap((stated): ReleaseWork[] => {
    const { recommendation, doneIn, expected, measured, verdict } = at(stated, -1);
    if (doneIn === null || !runs.has(doneIn)) return [];
    const { id, text } = recommendation;
    const metric = expected?.metric ?? null;
    return [{ id, text, doneIn, metric, expected: expected?.change ?? null, measured, verdict }];
  });
}

/** What changed with a release of the main line, by default the latest: as its page, trends and the ledger have it. */
export async function releaseChanges(
  version: string | undefined,
  workspace: Workspace,
): Promise<ReleaseAnswer> {
  const found = releaseOf(version, workspace);
  const { release, former, comparison } = found;
  const diff = await diffOf(comparison, workspace);
  const runs = runsOf(found, workspace);
  const of = (...verdicts: DiffRun['verdict'][]) =>
    diff.metrics.filter(({ verdict }) => verdicts.includes(verdict));
  return {
    diff,
    changes: {
      schemaVersion: 1,
      release: release.name,
      former: former.name,
      head: diff.head,
      base: comparison.base.id,
      comparable: diff.comparable,
      reasons: diff.reasons,
      verdict: diff.verdict,
      targets: diff.targets,
      worse: of('worse'),
      better: of('better'),
      unchanged: of('same', 'no-change-shown').length,
      inconclusive: of('cannot-tell').length,
      levelShifts: shiftsIn(runs, workspace),
      recommendations: workIn(runs, workspace),
      configuration: diff.configuration,
    },
  };
}
