import type { Project } from '../../model/documents/project.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { AlertDraft, ExpectedBuild, UnmeasuredBuilds } from './drafts.ts';
import { smallest } from '../../model/long-lists.ts';

/** What a project expects, and what it has. `runs` are those that count, oldest first. */
interface Expected {
  readonly runs: readonly RunReport[];
  readonly builds: UnmeasuredBuilds | null;
  readonly project: Project;
  readonly nowMs: number;
}

const hourMs = 3_600_000;

/** A build should have its run within a day. */
const graceMs = 24 * hourMs;

/** When the next run is due by `everyHours`; null without that rule. */
function dueByHours({ runs, project }: Expected): number | null {
  const startedAt = runs.at(-1)?.measures.startedAt ?? null;
  const hours = project.expect?.everyHours;
  return startedAt === null || hours === undefined ? null : Date.parse(startedAt) + hours * hourMs;
}

const dueOf = ({ atMs }: ExpectedBuild): number => atMs + graceMs;

/** When the next run is due by what the project expects, as ISO 8601; null if nothing is due. */
export function nextDueOf(expected: Expected): string | null {
  const due = [dueByHours(expected) ?? [], (expected.builds?.builds ?? []).map(dueOf)].flat(2);
  return due.length === 0 ? null : new Date(smallest(due)).toISOString();
}

const draft = (id: string, since: string, dueMs: number): AlertDraft => {
  const due = new Date(dueMs).toISOString();
  return { id, kind: 'overdue', state: 'open', since, base: since, metrics: [], due, updated: due };
};

function overdueByHours(expected: Expected): AlertDraft[] {
  const last = expected.runs.at(-1);
  const dueMs = dueByHours(expected);
  if (last === undefined || dueMs === null || expected.nowMs <= dueMs) return [];
  return [draft(`overdue-${last.id}`, last.id, dueMs)];
}

/** Builds after the last measured one that have waited for more than a day. */
function overdueByBuild({ builds, nowMs }: Expected): AlertDraft[] {
  const late = (builds?.builds ?? []).filter((one) => nowMs > dueOf(one));
  const newest = late.at(-1);
  const lastRun = builds?.lastRun ?? null;
  if (lastRun === null || newest === undefined) return [];
  return [
    {
      ...draft(`overdue-builds-${lastRun}`, lastRun, smallest(late.map(dueOf))),
      builds: late.map(({ name }) => name),
      newestBuild: newest.name,
    },
  ];
}

/** A run that did not come in the time that the project expects, and builds that have none. */
export const overdueAlerts = (expected: Expected): AlertDraft[] => [
  ...overdueByHours(expected),
  ...overdueByBuild(expected),
];
