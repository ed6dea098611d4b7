import type { FalseAlarm } from './false-alarms.ts';
import type { Found } from './found.ts';

/** What was found out about a false alarm or a miss, by people, from the raw files. */
export interface Remark {
  /** The run, or the beginning of its id for all runs of a version. */
  readonly run: string;
  readonly metric: string;
  readonly scenario: string | null;
  /** Left out: any endpoint or operation. */
  readonly endpoint?: string | null;
  readonly remark: string;
}

const lessGarbage = 'real: the audit is gone, and so is its garbage; less garbage means less to recover';

export const remarks: readonly Remark[] = [
  {
    run: 'v1-4-0-r1',
    metric: 'memory.gcRecovered',
    scenario: null,
    remark: 'real: making snapshots leaves garbage; recovering more of it is no improvement',
  },
  { run: 'v1-6-0-r1', metric: 'memory.gcRecovered', scenario: null, remark: lessGarbage },
  {
    run: 'v1-5-0-r1',
    metric: 'cpu.peak',
    scenario: 'batch-operations',
    remark:
      'real: without snapshots there is less memory to collect; the plan expected only the effect of the audit',
  },
];

/** On planted changes that have no change point, by run, scenario and endpoint. */
export const missRemarks: Readonly<Record<string, string>> = {
  'v1-4-0-r1 multiple-users list_sessions':
    'six runs near 3 ms between levels near 7 and 6 ms, where runs differ by a fifth: the level is too short to justify two change points',
};

/** The key of a planted change in `missRemarks`. */
export const missKey = ({ change }: Found): string =>
  `${change.run} ${change.scenario} ${change.endpoint ?? ''}`;

/** The remark on a false alarm, where there is one. */
export const remarkOn = ({ run, metric, scenario, endpoint }: FalseAlarm): Remark | undefined =>
  remarks.find(
    (one) =>
      run.startsWith(one.run) &&
      one.metric === metric &&
      one.scenario === scenario &&
      (one.endpoint === undefined || one.endpoint === endpoint),
  );
