/** What a simulated project is like, and what its newest build does. Standard deviations are of logarithms. */
export interface Setting {
  readonly name: string;
  readonly endpoints: number;
  /** Builds of the history, and runs of each: repeats share their session. */
  readonly builds: number;
  readonly repeats: number;
  /** Runs of the head: repeats of one session, or sessions of one run each. */
  readonly heads: number;
  readonly headsShareSession: boolean;
  readonly requests: number;
  /** What a session does to all endpoints. */
  readonly machine: number;
  /** Share of sessions on a busy machine, which is slower by 10 % to 35 %. */
  readonly busy: number;
  /** By how much one session of the history is slower than all others, as a share: 1 is twice as slow. */
  readonly badNight: number;
  /** What a run does to one endpoint: the smallest and the largest over the endpoints. */
  readonly endpointNoise: readonly [number, number];
  /** Slow wander of all endpoints within a run. */
  readonly wander: number;
  /** How far endpoints differ in following the machine. */
  readonly slopes: number;
  readonly stalls: number;
  readonly errorRate: number;
  /** Mean number of errors in a burst, and by how much of itself the rate moves from run to run. */
  readonly burst: number;
  readonly rateSpread: number;
  /** What the head does to endpoint 2: slower by, slowest tenth slower by, error rate times, failures planted. */
  readonly slower: number;
  readonly tail: number;
  readonly errorsTimes: number;
  readonly failures: number;
  /** What the head does to all endpoints. */
  readonly allSlower: number;
}

const plain: Setting = {
  name: 'unchanged',
  endpoints: 8,
  builds: 12,
  repeats: 1,
  heads: 1,
  headsShareSession: false,
  requests: 500,
  machine: 0.05,
  busy: 0,
  badNight: 0,
  endpointNoise: [0.03, 0.03],
  wander: 0.05,
  slopes: 0,
  stalls: 0.01,
  errorRate: 0,
  burst: 3,
  rateSpread: 0.4,
  slower: 0,
  tail: 0,
  errorsTimes: 1,
  failures: 0,
  allSlower: 0,
};

const of = (name: string, changes: Partial<Setting>): Setting => ({ ...plain, name, ...changes });

const sessions = { builds: 8, repeats: 3, heads: 3, headsShareSession: true };

/** The settings of the table, unchanged ones first. */
export const settings: readonly Setting[] = [
  of('unchanged', {}),
  of('unchanged, 20 endpoints', { endpoints: 20 }),
  of('unchanged, 4 endpoints', { endpoints: 4 }),
  of('unchanged, 2 endpoints', { endpoints: 2 }),
  of('unchanged, 6 builds', { builds: 6 }),
  of('unchanged, 30 builds', { builds: 30 }),
  of('unchanged, one run against one', { builds: 1 }),
  of('unchanged, unequal noise', { endpointNoise: [0.01, 0.1] }),
  of('unchanged, unequal slopes', { slopes: 0.4, machine: 0.08 }),
  of('unchanged, busy machines', { busy: 0.15 }),
  of('unchanged, 2 endpoints, a bad night', { endpoints: 2, badNight: 1 }),
  of('unchanged, errors in bursts', { errorRate: 0.006 }),
  of('unchanged, rare errors', { errorRate: 0.0006 }),
  of('unchanged, long bursts', { errorRate: 0.01, burst: 8 }),
  of('unchanged, repeats in sessions', sessions),
  of('unchanged, 6 repeats, machine 10 %', { ...sessions, repeats: 6, heads: 6, machine: 0.1 }),
  of('unchanged, 3 repeats against single runs', { heads: 3, headsShareSession: true }),
  of('unchanged, single run against sessions', { ...sessions, heads: 1 }),
  of('2 failures after none', { failures: 2 }),
  of('6 failures after none', { failures: 6 }),
  of('60 failures after none', { failures: 60 }),
  of('one +25 %', { slower: 0.25 }),
  of('one +25 %, 20 endpoints', { slower: 0.25, endpoints: 20 }),
  of('one +25 %, 4 endpoints', { slower: 0.25, endpoints: 4 }),
  of('one +25 %, machine 10 %', { slower: 0.25, machine: 0.1 }),
  of('one +25 %, busy machines', { slower: 0.25, busy: 0.15 }),
  of('one +25 %, 2 endpoints', { endpoints: 2, slower: 0.25 }),
  of('one +25 %, 2 endpoints, a bad night', { endpoints: 2, slower: 0.25, badNight: 1 }),
  of('one +25 %, 2 endpoints, a bad night, 2 sessions', {
    endpoints: 2,
    slower: 0.25,
    badNight: 1,
    heads: 2,
  }),
  of('one +25 %, unequal noise', { slower: 0.25, endpointNoise: [0.01, 0.1] }),
  of('one +25 %, 6 builds', { slower: 0.25, builds: 6 }),
  of('one +15 %, three sessions', { slower: 0.15, heads: 3 }),
  of('one +15 %, sessions of 3', { ...sessions, slower: 0.15 }),
  of('one +25 %, sessions of 3', { ...sessions, slower: 0.25 }),
  of('slowest tenth of one +50 %', { tail: 0.5 }),
  of('errors of one 0.6 % to 6 %', { errorRate: 0.006, errorsTimes: 10 }),
  of('all +30 %', { allSlower: 0.3 }),
  of('all +100 %', { allSlower: 1 }),
];
