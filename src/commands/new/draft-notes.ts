import type { Digest } from '../../model/documents/digest.ts';
import type { Manifest } from '../../model/documents/manifest.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { momentInId } from '../../report/measure/run-start.ts';
import { dayMs } from '../../report/measure/times/file-times.ts';
import { pausesOf, pauseText } from '../../report/measure/times/files-apart.ts';
import type { Revision } from '../../store/git.ts';
import { dayText } from '../../model/text/format.ts';

/** What the notes on a drafted run are made from. */
export interface Drafted {
  readonly manifest: Manifest;
  readonly measures: RunMeasures;
  readonly digests: readonly Digest[];
  readonly revision: Revision | null;
  readonly useThisMachine: boolean;
}

/** Notes on what to check before committing a drafted run. */
export const draftNotes = (drafted: Drafted): string[] => [
  ...testerNotes(drafted),
  ...revisionNotes(drafted),
  ...runtimeNotes(drafted),
  ...distanceNotes(drafted.digests),
  ...idNotes(drafted.measures),
];

const testerNotes = ({ manifest: { tester } }: Drafted): string[] =>
  tester === undefined
    ? []
    : ['"tester" is your name in git. Correct it if somebody else ran the test, or remove it.'];

function revisionNotes({ revision, measures: { startedAt } }: Drafted): string[] {
  if (revision === null) return [];
  return [
    `${revision.version === null ? '"commit" is' : '"version" and "commit" are'} the current commit of ${revision.repository}. Correct ${revision.version === null ? 'it' : 'them'} if you tested another one.`,
    ...(revision.branch === null
      ? ['That repository has no branch checked out. Add "branch" unless the commit is of the main branch.']
      : []),
    ...(revision.isChanged ? ['That repository has uncommitted changes.'] : []),
    ...(startedAt !== null && revision.committedAtMs > Date.parse(startedAt)
      ? ['That commit is newer than the start of the run.']
      : []),
  ];
}

const runtimeNotes = ({ useThisMachine, measures, manifest }: Drafted): string[] =>
  useThisMachine && measures.systemFromFiles.runtime === undefined && manifest.system?.runtime !== undefined
    ? [
        '"system.runtime" is the Node version of this machine. Correct it if the tested system uses another runtime.',
      ]
    : [];

/** Files of one run belong to one test. Files more than a day apart are usually from different tests. */
const distanceNotes = (digests: readonly Digest[]): string[] =>
  pausesOf(digests, dayMs).map(
    (pause) => `${pauseText(pause)} Remove files of other runs: "durationSeconds" covers both.`,
  );

/** An id with the wrong date misleads readers. */
function idNotes({ id, startedAt, orderedBy }: RunMeasures): string[] {
  const named = momentInId(id);
  if (named === null || startedAt === null || orderedBy !== 'first sample') return [];
  const start = Date.parse(startedAt);
  const day = Date.parse(dayText(Date.parse(named)));
  // The day of the id may be of any time zone.
  const isNear = start >= day - dayMs && start <= day + 2 * dayMs;
  if (isNear) return [];
  return [
    `The id says ${dayText(day)}, but the samples begin on ${dayText(start)}. Rename the run, or set "startedAt". Runs are ordered by "startedAt".`,
  ];
}
