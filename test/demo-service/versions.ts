/** Switches of real behaviour. A version of the demo service is a set of these and nothing else. */
export interface Switches {
  /** Whether messages have an index on their session; without it every look-up by session reads the whole table. */
  readonly messageIndex: boolean;
  /** `objects` computes both norms anew for each message's array; `matrix` multiplies unit vectors in one block of floats. */
  readonly search: 'objects' | 'matrix';
  /** Connections to the language model; a reply holds one for its whole time, so they bound messages per second. */
  readonly modelConnections: number;
  /** Whether the list of an account's sessions is kept for some seconds. */
  readonly listCache: 'off' | 'five seconds';
  /** Snapshots of the account's newest messages, made with each message for a feature that never came: a leak. */
  readonly snapshots: 'off' | 'kept for ever';
  /** `audited` copies the account's recent messages through JSON with every message and compares the copies. */
  readonly jsonPath: 'lean' | 'audited';
  /** Connections served at a time; any further one is answered 503. Null: no limit. */
  readonly connectionLimit: number | null;
}

/** One effect that a version is expected to have against the version before it. */
export interface ExpectedEffect {
  readonly metric: string;
  /** Endpoints or operations concerned; `*` means the scenario as a whole. */
  readonly of: readonly string[];
  readonly direction: 'worse' | 'better';
  readonly because: string;
}

export interface Version {
  readonly id: string;
  readonly switches: Switches;
  readonly expected: readonly ExpectedEffect[];
}

const first: Switches = {
  messageIndex: true,
  search: 'objects',
  modelConnections: 1,
  listCache: 'off',
  snapshots: 'off',
  jsonPath: 'lean',
  connectionLimit: null,
};

const fastSearch: Switches = { ...first, search: 'matrix' };
const lostIndex: Switches = { ...fastSearch, messageIndex: false };
const pooled: Switches = { ...fastSearch, modelConnections: 4 };
const leaking: Switches = { ...pooled, listCache: 'five seconds', snapshots: 'kept for ever' };
const audited: Switches = { ...leaking, snapshots: 'off', jsonPath: 'audited' };
const limited: Switches = { ...audited, jsonPath: 'lean', connectionLimit: 40 };
const unlimited: Switches = { ...limited, connectionLimit: null };

const readers = ['get_analysis', 'list_sessions'];

/** All versions, oldest first, each with what it is expected to change against the one before it. */
export const versions: readonly Version[] = [
  { id: '1.0.0', switches: first, expected: [] },
  {
    id: '1.1.0',
    switches: fastSearch,
    expected: [
      {
        metric: 'response.p50',
        of: ['memory_retrieval'],
        direction: 'better',
        because: 'vectors of unit length lie in one block of floats, so a score is one product',
      },
    ],
  },
  {
    id: '1.2.0',
    switches: lostIndex,
    expected: [
      {
        metric: 'response.p50',
        of: readers,
        direction: 'worse',
        because: 'a migration rebuilt the messages table without its index',
      },
    ],
  },
  {
    id: '1.3.0',
    switches: pooled,
    expected: [
      { metric: 'response.p50', of: readers, direction: 'better', because: 'the index is back' },
      {
        metric: 'response.p95',
        of: ['send_message'],
        direction: 'better',
        because:
          'under stress four connections to the language model instead of one end the queue in front of it',
      },
      {
        metric: 'users.sustained',
        of: ['*'],
        direction: 'better',
        because: 'the language model is no longer the limit at 48 and 64 users',
      },
    ],
  },
  {
    id: '1.4.0',
    switches: leaking,
    expected: [
      {
        metric: 'response.p50',
        of: ['list_sessions'],
        direction: 'better',
        because: "an account's list is kept for five seconds",
      },
      {
        metric: 'memory.growth',
        of: ['Concurrent Usage'],
        direction: 'worse',
        because: 'each message leaves a snapshot of many messages that nothing removes',
      },
    ],
  },
  {
    id: '1.5.0',
    switches: audited,
    expected: [
      {
        metric: 'memory.growth',
        of: ['Concurrent Usage'],
        direction: 'better',
        because: 'no snapshots are made any more',
      },
      {
        metric: 'response.p50',
        of: ['send_message'],
        direction: 'worse',
        because: "the audit copies the account's recent messages through JSON with each message",
      },
    ],
  },
  {
    id: '1.6.0',
    switches: limited,
    expected: [
      { metric: 'response.p50', of: ['send_message'], direction: 'better', because: 'the audit is gone' },
      {
        metric: 'errors.rate',
        of: ['*'],
        direction: 'worse',
        because: 'connections beyond 40 are answered 503, so the steps of 48 and 64 users fail in part',
      },
    ],
  },
  {
    id: '1.7.0',
    switches: unlimited,
    expected: [
      { metric: 'errors.rate', of: ['*'], direction: 'better', because: 'the limit of connections is gone' },
    ],
  },
];

/** The version of that id; an unknown one is an error that names the known. */
export function findVersion(id: string): Version {
  const found = versions.find((version) => version.id === id);
  if (found === undefined) {
    throw new Error(`no version "${id}"; there are ${versions.map((version) => version.id).join(', ')}`);
  }
  return found;
}
