import type { Digest } from '../../model/digest.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { momentInId } from '../../report/run-start.ts';
import { dayMs, timesOf, type FileTimes } from '../../project/runs/file-times.ts';
import type { Revision } from '../../store/git.ts';

/** What the notes on a drafted run are made from. */
export interface Drafted {
  readonly manifest: Manifest;
  readonly measures: RunMeasures;
  readonly digests: readonly Digest[];
  readonly revision: Revision | null;
  readonly useThisMachine: boolean;
}

/** What a person should look at before committing a drafted run. */
export const draftNotes = (drafted: Drafted): string[] => [
  ...revisionNotes(drafted),
  ...runtimeNotes(drafted),
  ...distanceNotes(drafted.digests),
  ...idNotes(drafted.measures),
];

function revisionNotes({ revision, measures: { startedAt } }: Drafted): string[] {
  if (revision === null) return [];
  return [
    `commit is what ${revision.repository} is at now: correct it if another one was tested.`,
    ...(revision.isChanged ? ['There are uncommitted changes in that repository.'] : []),
    ...(startedAt !== null && revision.committedAtMs > Date.parse(startedAt)
      ? ['That commit was made after the run began.']
      : []),
  ];
}

const runtimeNotes = ({ useThisMachine, measures, manifest }: Drafted): string[] =>
  useThisMachine && measures.systemFromFiles.runtime === undefined && manifest.system?.runtime !== undefined
    ? ['system.runtime is the Node of this machine: correct it if what was tested runs on something else.']
    : [];

const dateOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

function daysText(ms: number): string {
  const days = Math.floor(ms / dayMs);
  return days === 1 ? 'more than a day' : `${days} days`;
}

/** Files of one run belong to one test: what lies more than a day apart is mostly of another one. */
function distanceNotes(digests: readonly Digest[]): string[] {
  const spans = digests.flatMap(timesOf).toSorted((a, b) => a.fromMs - b.fromMs);
  const notes: string[] = [];
  let last: FileTimes | null = null;
  for (const next of spans) {
    if (last !== null && next.fromMs - last.toMs > dayMs) notes.push(distanceNote(last, next));
    if (last === null || next.toMs > last.toMs) last = next;
  }
  return notes;
}

function distanceNote(before: FileTimes, after: FileTimes): string {
  const apart = daysText(after.fromMs - before.toMs);
  const [end, begin] = [dateOf(before.toMs), dateOf(after.fromMs)];
  const told =
    before.files === after.files
      ? `The samples of ${before.files} lie ${apart} apart: some end on ${end}, others begin on ${begin}.`
      : `The raw files lie ${apart} apart: ${before.files} ends on ${end}, ${after.files} begins on ${begin}.`;
  return `${told} Take out what is of another run; durationSeconds spans both.`;
}

/** An id that names another day than the samples misleads everyone who reads it. */
function idNotes({ id, startedAt, orderedBy }: RunMeasures): string[] {
  const named = momentInId(id);
  if (named === null || startedAt === null || orderedBy !== 'first sample') return [];
  const start = Date.parse(startedAt);
  const day = Date.parse(dateOf(Date.parse(named)));
  // The day of the id may be of any time zone.
  const isNear = start >= day - dayMs && start <= day + 2 * dayMs;
  if (isNear) return [];
  return [
    `The id names ${dateOf(day)}, but the samples begin on ${dateOf(start)}: rename the run if that is right, or set startedAt. Runs are ordered by startedAt.`,
  ];
}
