import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { endpoints, type Endpoint } from './calls.ts';
import { runOpenLoop, runSteps, type Step } from './loops.ts';
import type { ResourceRecorder } from './resources.ts';
import { writeRequests } from './sample.ts';
import { runArtillery, runAutocannon, toolNames } from './tools.ts';

/** What the manifest says of a scenario. */
export interface ScenarioFacts {
  readonly id: string;
  readonly name: string;
  readonly users?: number;
  readonly loadModel: 'open' | 'closed';
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly steps?: readonly Step[];
  readonly warmupSeconds?: number;
}

/** Where a scenario runs: against which port, watched by what, writing into which run folder. */
export interface Setting {
  readonly port: number;
  readonly folder: string;
  readonly recorder: ResourceRecorder;
  /** Seconds of measured warm-up at the start of a scenario; 0 where the service was warmed up beforehand. */
  readonly warmupSeconds: number;
}

export interface Scenario {
  readonly facts: ScenarioFacts;
  run(setting: Setting): Promise<void>;
}

const operations: Partial<Record<Endpoint, string>> = {
  create_session: 'Session Creation',
  send_message: 'Message Processing',
  get_analysis: 'Analysis',
};

const singleSeconds = {
  create_session: 1,
  send_message: 2,
  get_analysis: 1,
  list_sessions: 1,
  memory_retrieval: 1,
};

const singleUser: Scenario = {
  facts: {
    id: 'single-user',
    name: 'Single User',
    users: 1,
    loadModel: 'closed',
    parameters: { tool: toolNames.autocannon, connections: 1, secondsPerEndpoint: '1 (send_message 2)' },
  },
  async run({ port, folder, recorder, warmupSeconds }) {
    for (const endpoint of endpoints) {
      const out = join(folder, 'single-user', `${endpoint}.json`);
      const seconds = singleSeconds[endpoint];
      await recorder.during('single-user', operations[endpoint] ?? null, () =>
        runAutocannon({ port, endpoint, seconds, warmupSeconds, out }),
      );
    }
  },
};

/** The second edition never sends before a request is due; the first, of the history in data/, could by up to 1 ms. */
const openLoopName = 'own loop, 2nd edition';

const multiple = { users: 24, requestsPerSecond: 48, seconds: 11 };

const multipleUsers: Scenario = {
  facts: {
    id: 'multiple-users',
    name: 'Multiple Users',
    users: multiple.users,
    loadModel: 'open',
    parameters: {
      tool: openLoopName,
      requestsPerSecond: multiple.requestsPerSecond,
      seconds: multiple.seconds,
      mix: mixText(endpoints),
    },
  },
  async run({ port, folder, recorder, warmupSeconds }) {
    const seconds = multiple.seconds + warmupSeconds;
    const samples = await recorder.during('multiple-users', null, () =>
      runOpenLoop({ port, ...multiple, seconds, mix: endpoints, seed: 7 }),
    );
    writeRequests(join(folder, 'multiple-users', 'requests.csv.gz'), samples);
  },
};

const batch = { jobsPerSecond: 2, seconds: 5, messagesPerJob: 8 };

const batchOperations: Scenario = {
  facts: {
    id: 'batch-operations',
    name: 'Batch Operations',
    loadModel: 'open',
    parameters: { tool: toolNames.artillery, ...batch },
  },
  async run({ port, folder, recorder }) {
    const out = join(folder, 'batch-operations', 'artillery.json');
    await recorder.during('batch-operations', 'Batch Operations', () =>
      runArtillery({ port, ...batch, out }),
    );
  },
};

const levels = [
  [1, 1],
  [2, 1],
  [4, 2],
  [8, 2],
  [16, 2],
  [32, 3],
  [48, 3],
  [64, 4],
] as const;
const stressMix: readonly Endpoint[] = [
  'create_session',
  'send_message',
  'list_sessions',
  'send_message',
  'memory_retrieval',
  'send_message',
  'get_analysis',
  'send_message',
];
const thinkMs = [300, 500] as const;

const endpointStress: Scenario = {
  facts: {
    id: 'endpoint-stress',
    name: 'Endpoint Stress',
    users: 64,
    loadModel: 'closed',
    parameters: { tool: 'own loop', thinkMs: thinkMs.join(' to '), mix: mixText(stressMix) },
    steps: stepsOf(0),
  },
  async run({ port, folder, recorder, warmupSeconds }) {
    const samples = await recorder.during('endpoint-stress', 'Concurrent Usage', () =>
      runSteps({ port, steps: stepsOf(warmupSeconds), thinkMs, mix: stressMix, seed: 11 }),
    );
    writeRequests(join(folder, 'endpoint-stress', 'requests.csv.gz'), samples);
  },
};

/** The load steps one after another; a warm-up makes the first one longer. */
export function stepsOf(warmupSeconds: number): Step[] {
  let startSeconds = 0;
  return levels.map(([users, seconds], i) => {
    const durationSeconds = seconds + (i === 0 ? warmupSeconds : 0);
    const step = { users, startSeconds, durationSeconds };
    startSeconds += durationSeconds;
    return step;
  });
}

function mixText(mix: readonly Endpoint[]): string {
  return endpoints
    .map((endpoint) => `${endpoint} ${mix.filter((one) => one === endpoint).length}`)
    .join(', ');
}

/** The template's scenarios in the order in which they run. */
export const scenarios: readonly Scenario[] = [singleUser, multipleUsers, batchOperations, endpointStress];

/** Those that only leave figures which a tool computed. */
export const toolScenarios: readonly Scenario[] = [singleUser, batchOperations];

/** The manifest's facts about a scenario as it was run. */
export function factsOf({ facts }: Scenario, warmupSeconds: number): ScenarioFacts {
  const isOurs = String(facts.parameters.tool).startsWith('own loop');
  if (warmupSeconds === 0 || !isOurs) return facts;
  return { ...facts, warmupSeconds, ...(facts.steps === undefined ? {} : { steps: stepsOf(warmupSeconds) }) };
}

/** Makes the folders that the scenarios write into. */
export function makeFolders(folder: string, list: readonly Scenario[]): void {
  for (const { facts } of list) mkdirSync(join(folder, facts.id), { recursive: true });
}
