import { z } from 'zod';
import { diffMarkdown } from '../../diff/markdown/diff-markdown.ts';
import { releaseMarkdown } from '../../diff/markdown/release-markdown.ts';
import { diffTwoRuns } from '../../diff/diff-runs.ts';
import type { RunReport } from '../../model/run-report.ts';
import { latestReport } from '../../project/latest-report.ts';
import { listRuns } from '../../project/list-runs.ts';
import { projectAlerts } from '../../project/project-alerts.ts';
import { Refusal } from '../../project/refusal.ts';
import { releaseChanges } from '../../project/release-changes.ts';
import { unknownRun } from '../../project/unknown-run.ts';
import type { Workspace } from '../../project/workspace.ts';

/** A tool that a client can call. It reads the project and changes nothing. */
export interface McpTool<Input> {
  readonly description: string;
  readonly input: z.ZodType<Input>;
  /** The answer as text. Throws a Refusal with what to do. */
  readonly answer: (input: Input, workspace: Workspace) => Promise<string>;
}

const tool = <Input>(one: McpTool<Input>): McpTool<Input> => one;

const run = z.string().optional();
const format = z.enum(['markdown', 'json']).default('markdown');
const json = (document: object): string => JSON.stringify(document, null, 1);

function reportOf(id: string | undefined, workspace: Workspace): RunReport {
  const { reports } = workspace;
  const known = reports.map((one) => one.id);
  const found = id === undefined ? latestReport(workspace) : reports.find((one) => one.id === id);
  if (found !== undefined) return found;
  throw new Refusal(id === undefined ? 'This project has no runs yet.' : unknownRun(id, known));
}

function baseOf(id: string | undefined, head: RunReport, workspace: Workspace): RunReport {
  const { baseline, noBaseline } = head.context;
  if (id !== undefined || baseline !== null) return reportOf(id ?? baseline?.id, workspace);
  throw new Refusal(`${head.id} has no baseline: ${noBaseline ?? 'unknown'}.`, 'Give base.');
}

/** The tools by name. */
export const mcpTools = {
  list_runs: tool({
    description:
      'Lists runs, latest first, with verdict, heading, baseline and confirmed changes. The answer is JSON.',
    input: z.object({
      limit: z.int().min(1).max(1_000).default(20).describe('The most runs to list.'),
      version: z.string().optional().describe('Only runs of this version.'),
    }),
    answer: ({ limit, version }, workspace) => {
      const { runs, ...rest } = listRuns(workspace, (path) => `/${path}`);
      const wanted = runs.filter((one) => version === undefined || one.version === version);
      return Promise.resolve(json({ ...rest, total: wanted.length, runs: wanted.slice(0, limit) }));
    },
  }),
  read_report: tool({
    description: 'The report of a run: targets, metrics, changes, findings, recommendations, notes.',
    input: z.object({ run: run.describe('The id of the run. Default: the latest.'), format }),
    answer: ({ run: id, format: as }, workspace) => {
      const report = reportOf(id, workspace);
      return Promise.resolve(as === 'json' ? workspace.twinJson(report) : workspace.twinMarkdown(report));
    },
  }),
  compare_runs: tool({
    description:
      'Compares two runs: what regressed or improved beyond the noise, what is inconclusive, and what differs in configuration.',
    input: z.object({
      base: run.describe('The id of the run to compare with. Default: the baseline of head.'),
      head: run.describe('The id of the run. Default: the latest.'),
      format,
    }),
    answer: ({ base, head, format: as }, workspace) => {
      const { reports, project, annotations } = workspace;
      const to = reportOf(head, workspace);
      const diff = diffTwoRuns(baseOf(base, to, workspace), to, reports, project, annotations);
      return Promise.resolve(as === 'json' ? json(diff) : diffMarkdown(diff, { reader: 'runs' }));
    },
  }),
  compare_releases: tool({
    description:
      'What got worse or better in a release: its last run compared with that of the release before, targets, level shifts since then with what annotations say about them, and recommendations carried out with their measured effect.',
    input: z.object({
      release: z.string().optional().describe('The version of the release. Default: the latest.'),
      format,
    }),
    answer: async ({ release, format: as }, workspace) => {
      const { changes, diff } = await releaseChanges(release, workspace);
      return as === 'json' ? json(changes) : releaseMarkdown(changes, diff);
    },
  }),
  list_alerts: tool({
    description:
      'Lists confirmed regressions, endpoints that vanished and overdue runs of the main line. The answer is JSON.',
    input: z.object({
      state: z.enum(['open', 'recovered', 'accepted', 'any']).default('open').describe('Which to list.'),
    }),
    answer: async ({ state }, workspace) => {
      // The clock, since the answer is read now.
      const found = await projectAlerts(workspace, Date.now());
      const alerts = found.alerts.filter((one) => state === 'any' || one.state === state);
      return json({ ...found, alerts });
    },
  }),
} as const;
