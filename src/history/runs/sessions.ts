import { at } from '../../model/checked.ts';
import { memoised } from '../../model/memoised.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { buildOf } from './build.ts';
import { runMoment } from './order.ts';

/** Runs of one build made one after the other on one machine. */
export type Session = readonly RunMeasures[];

/** Repeats that begin later than this after the one before ended are another session. */
const longestGap = 3_600_000;

const endOf = (run: RunMeasures): number | null => {
  const moment = runMoment(run);
  return moment === null ? null : moment + (run.durationSeconds ?? 0) * 1_000;
};

function isNextOf(last: RunMeasures | undefined, run: RunMeasures): boolean {
  if (last === undefined) return false;
  if (last.manifest.session !== undefined || run.manifest.session !== undefined)
    return last.manifest.session === run.manifest.session;
  const [end, start] = [endOf(last), runMoment(run)];
  return end !== null && start !== null && start - end < longestGap;
}

/** The session of a single run: always the same list, so that what is found out of it is found out once. */
const alone = memoised((run: RunMeasures): Session => [run]);

/**
 * Runs (in order, of one environment) by session: `session` of run.json decides where a run states it; else runs of one
 * build with less than an hour between them share a session. In the order of each session's first run.
 */
export function sessionsOf(runs: readonly RunMeasures[]): Session[] {
  const sessions: RunMeasures[][] = [];
  const latest = new Map<string, RunMeasures[]>();
  for (const run of runs) {
    const build = buildOf(run);
    const stated = run.manifest.session;
    const key = stated === undefined ? build : `${build} session ${stated}`;
    const open = latest.get(key);
    if (open !== undefined && isNextOf(open.at(-1), run)) {
      open.push(run);
      continue;
    }
    const session = [run];
    sessions.push(session);
    latest.set(key, session);
  }
  return sessions.map((session) => (session.length === 1 ? alone(at(session, 0)) : session));
}
