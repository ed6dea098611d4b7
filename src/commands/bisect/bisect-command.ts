import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { bisectChange } from '../../history/bisect/bisect-change.ts';
import {
  changedRuns,
  findChange,
  type FoundChange,
  type WantedChange,
} from '../../history/bisect/find-change.ts';
import { compareUrl } from '../../history/compare/compare-url.ts';
import type { Bisect } from '../../model/documents/bisect.ts';
import { metricIdOf } from '../../model/metrics/metric-id.ts';
import { metricIds, type MetricId } from '../../model/metrics/metrics.ts';
import { commandLine } from '../../model/text/command-line.ts';
import { didYouMean } from '../../model/text/did-you-mean.ts';
import { commitsBetween, type CommitsBetween } from '../../project/commits-between.ts';
import { Refusal } from '../../project/refusal.ts';
import { openWorkspace, type Workspace } from '../../project/workspace.ts';
import type { Io } from '../terminal/io.ts';
import { pathsOf, withPaths, type PathOptions } from '../terminal/project-paths.ts';
import { progress } from '../terminal/progress.ts';
import { bisectText } from './bisect-text.ts';

interface BisectOptions extends PathOptions {
  readonly scenario?: string;
  readonly endpoint?: string;
  readonly run?: string;
  readonly source?: string;
  readonly atOnce: number;
  readonly json?: boolean;
}

const help = `
Narrows a level shift down to a commit. The command prints which commits to measure next and how many runs each needs.
Record them off the main line, then run the command again. Exits with 0 whatever it finds.

Examples:
  ${commandLine('bisect response.p95')}
  ${commandLine('bisect response.p50 --endpoint checkout --run v1-2-0-r1')}
  ${commandLine('record results.jtl --branch bisect --commit 9b1d0e7')}
`;

function metric(text: string): MetricId {
  const id = metricIdOf(text);
  if (id !== null) return id;
  throw new InvalidArgumentError(`Unknown metric. ${didYouMean(text, metricIds) ?? ''}`);
}

function count(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 20) return number;
  throw new InvalidArgumentError('Give a whole number from 1 to 20.');
}

function changeOf({ trends }: Workspace, wanted: WantedChange): FoundChange {
  const found = findChange(trends, wanted);
  if (found !== null) return found;
  const known = changedRuns(trends, wanted);
  throw new Refusal(
    wanted.run === undefined || known.length === 0
      ? `${wanted.metric} has no level shift here.`
      : `No level of ${wanted.metric} begins with the run "${wanted.run}".`,
    known.length === 0
      ? 'The page /trends/ lists all level shifts. A level needs several runs before it is known.'
      : (didYouMean(wanted.run ?? '', known) ?? undefined),
  );
}

/** The commits of both runs, and those between. */
async function rangeOf(
  { change: { lastBefore, run } }: FoundChange,
  { reports, paths }: Workspace,
  source: string,
): Promise<{ from: string | null; to: string | null; found: CommitsBetween }> {
  const commitOf = (id: string): string | null =>
    reports.find((one) => one.id === id)?.measures.manifest.commit ?? null;
  const [from, to] = [commitOf(lastBefore), commitOf(run)];
  if (from === null || to === null)
    return { from, to, found: { unknown: `the run ${from === null ? lastBefore : run} states no commit` } };
  return { from, to, found: await commitsBetween(source, paths, [from, to]) };
}

async function bisect(id: MetricId, options: BisectOptions, io: Io): Promise<void> {
  const { scenario, endpoint, run, json = false, atOnce } = options;
  const workspace = await openWorkspace(await pathsOf(options, io), progress(io));
  const { reports, undated, project, annotations, paths } = workspace;
  const shift = changeOf(workspace, { metric: id, scenario, endpoint, run });
  const source = options.source === undefined ? paths.data : resolve(io.cwd, options.source);
  const { from, to, found } = await rangeOf(shift, workspace, source);
  const runs = reports.filter((one) => !undated.has(one.id)).map(({ measures }) => measures);
  const candidates = 'unknown' in found ? [] : found.commits;
  const { change } = shift;
  const document: Bisect = {
    schemaVersion: 1,
    metric: id,
    terms: change.terms,
    scenario: change.scenario,
    endpoint: change.endpoint === '*' ? null : change.endpoint,
    change: {
      base: change.lastBefore,
      since: change.run,
      before: change.before,
      after: change.after,
      certainty: change.certainty,
    },
    commits: {
      from,
      to,
      url: compareUrl(project.repository, from, to),
      count: 'unknown' in found ? null : candidates.length,
    },
    unknown: 'unknown' in found ? found.unknown : null,
    ...bisectChange(shift, { runs, annotations, candidates, atOnce }),
  };
  io.out(json ? `${JSON.stringify(document, null, 2)}\n` : bisectText(document));
}

/** Adds `bisect`: narrows a level shift down to a commit. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('bisect'))
    .description(
      'Narrow a level shift down to a commit: which commits to measure next, and what their runs show.',
    )
    .addOption(new Option('--scenario <id>', 'scenario of the metric'))
    .addOption(new Option('--endpoint <id>', 'endpoint of the metric; * for all requests of a scenario'))
    .option('--run <run>', 'first run of the new level (default: the latest confirmed regression)')
    .option('--source <dir>', 'git repository of the tested system (default: that of the data)')
    .option('--at-once <count>', 'how many commits to measure at once', count, 1)
    .option('--json', 'print one JSON document')
    .argument('<metric>', 'id of a metric, such as response.p95', metric)
    .addHelpText('after', help)
    .action((id: MetricId, options: BisectOptions) => bisect(id, options, io));
}
