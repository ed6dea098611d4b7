import { createHash, pbkdf2Sync } from 'node:crypto';
import type { Switches } from '../versions.ts';
import { analyse, type Analysis } from './analysis.ts';
import { askModel, createPool } from './model-pool.ts';
import type { SessionLine, Store, StoredMessage } from './store.ts';
import { embed, matrixIndex, objectIndex, type Hit } from './vectors.ts';

/** How many messages a search looks through: the newest of all sessions. */
const searchedMessages = 30_000;
/** How many of a conversation's newest messages are analysed. */
const conversationLength = 50;
const listLength = 250;
const listKeptMs = 5_000;
/** How many of an account's newest messages the audit copies. */
const auditedMessages = 1_700;
/** How many of an account's newest messages a snapshot holds. */
const snapshotMessages = 200;
/** Rounds of hashing behind a session's token. */
const tokenRounds = 20_000;

/** The service's five calls, without HTTP. Unknown sessions give undefined. */
export interface Recall {
  createSession(account: string, title: string): { id: number; token: string };
  sendMessage(session: number, text: string): Promise<{ id: number; reply: string } | undefined>;
  analysis(session: number): Analysis | undefined;
  listSessions(account: string): SessionLine[];
  retrieve(query: string): Hit[];
  /** Snapshots held at this moment; grows without end where they are made at all. */
  readonly snapshotCount: number;
}

/** The service over a store, behaving as the switches of its version say. */
export function createRecall(store: Store, switches: Switches): Recall {
  const index = switches.search === 'objects' ? objectIndex(searchedMessages) : matrixIndex(searchedMessages);
  store.eachVector((id, vector) => index.add(id, vector));
  const pool = createPool(switches.modelConnections);
  const lists = new Map<string, { until: number; lines: SessionLine[] }>();
  const snapshots = new Map<string, StoredMessage[]>();

  const remember = (session: number, role: string, text: string): number => {
    const vector = embed(text);
    const id = store.addMessage(session, role, text, vector);
    index.add(id, vector);
    return id;
  };
  const snapshot = (account: string, message: number): void => {
    if (switches.snapshots === 'off') return;
    snapshots.set(`${account}:${message}`, [...store.accountMessages(account, snapshotMessages)]);
  };

  return {
    createSession(account, title) {
      const id = store.createSession(account, title);
      return {
        id,
        token: pbkdf2Sync(`${account}:${id}`, 'recall', tokenRounds, 32, 'sha256').toString('hex'),
      };
    },
    async sendMessage(session, text) {
      const account = store.account(session);
      if (account === undefined) return undefined;
      const reply = await pool.use(() => askModel(text));
      const id = remember(session, 'user', text);
      remember(session, 'assistant', reply);
      snapshot(account, id);
      if (switches.jsonPath === 'audited') audit(store.accountMessages(account, auditedMessages));
      return { id, reply };
    },
    analysis(session) {
      if (store.account(session) === undefined) return undefined;
      return analyse(store.messages(session, conversationLength));
    },
    listSessions(account) {
      if (switches.listCache === 'off') return store.list(account, listLength);
      const kept = lists.get(account);
      if (kept !== undefined && kept.until > Date.now()) return kept.lines;
      const lines = store.list(account, listLength);
      lists.set(account, { until: Date.now() + listKeptMs, lines });
      return lines;
    },
    retrieve: (query) => index.search(embed(query), 10),
    get snapshotCount() {
      return snapshots.size;
    },
  };
}

/** Copies messages through JSON and compares the copies' hashes, as an audit trail that trusts nothing would. */
function audit(messages: Iterable<StoredMessage>): void {
  for (const message of messages) {
    const written = JSON.stringify(message);
    const again = JSON.stringify(JSON.parse(written));
    if (digest(written) !== digest(again)) throw new Error('audit: the copy differs from what was stored');
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
