import { DatabaseSync } from 'node:sqlite';
import { moodOf } from './analysis.ts';
import { embed } from './vectors.ts';
import { messageText } from './texts.ts';

/** A message as it is stored: text, and the embedding it was given. */
export interface StoredMessage {
  readonly id: number;
  readonly role: string;
  readonly text: string;
  readonly vector: readonly number[];
}

/** One line in the list of an account's sessions. */
export interface SessionLine {
  readonly id: number;
  readonly title: string;
  readonly messages: number;
  readonly preview: string;
  /** How friendly the newest message is, -1 to 1. */
  readonly mood: number;
}

/** How many sessions and messages a new database starts with, and over how many accounts they are spread. */
export const seeded = { sessions: 1_000, messagesPerSession: 50, accounts: 4 };

/** What a session's messages start with. */
const systemPrompts = ['You remember what people say.', 'You answer briefly.', 'You name your sources.'];

/** Sessions and messages in SQLite. Statements are prepared once; every call is synchronous, as node:sqlite is. */
export interface Store {
  createSession(account: string, title: string): number;
  addMessage(session: number, role: string, text: string, vector: readonly number[]): number;
  /** The session's newest messages, oldest of them first. */
  messages(session: number, limit: number): StoredMessage[];
  /** The newest messages of all sessions of an account, read one by one. */
  accountMessages(account: string, limit: number): Iterable<StoredMessage>;
  list(account: string, limit: number): SessionLine[];
  account(session: number): string | undefined;
  eachVector(use: (id: number, vector: readonly number[]) => void): void;
  close(): void;
}

interface Row {
  id: number;
  role: string;
  body: string;
}

/** Opens a new database at `path` and fills it with the same conversations every time. */
export function openStore(path: string, options: { messageIndex: boolean; journal: string }): Store {
  const db = new DatabaseSync(path);
  db.exec(`PRAGMA journal_mode = ${options.journal}; PRAGMA synchronous = NORMAL;
    CREATE TABLE sessions (id INTEGER PRIMARY KEY, account TEXT NOT NULL, title TEXT NOT NULL);
    CREATE INDEX sessions_account ON sessions (account);
    CREATE TABLE messages (id INTEGER PRIMARY KEY, session_id INTEGER NOT NULL, role TEXT NOT NULL, body TEXT NOT NULL);`);
  if (options.messageIndex) db.exec('CREATE INDEX messages_session ON messages (session_id)');
  const insertSession = db.prepare('INSERT INTO sessions (account, title) VALUES (?, ?)');
  const insertMessage = db.prepare('INSERT INTO messages (session_id, role, body) VALUES (?, ?, ?)');
  const selectMessages = db.prepare(
    'SELECT id, role, body FROM messages WHERE session_id = ? ORDER BY id DESC LIMIT ?',
  );
  const selectAccountMessages = db.prepare(
    `SELECT id, role, body FROM messages WHERE id IN
     (SELECT m.id FROM sessions s JOIN messages m ON m.session_id = s.id WHERE s.account = ? ORDER BY m.id DESC LIMIT ?)`,
  );
  const selectList = db.prepare(
    `SELECT s.id, s.title, c.messages, c.last FROM
     (SELECT session_id, count(*) AS messages, max(id) AS last FROM messages
      WHERE session_id IN (SELECT id FROM sessions WHERE account = ?) GROUP BY session_id) c
     JOIN sessions s ON s.id = c.session_id ORDER BY c.last DESC LIMIT ?`,
  );
  const selectBody = db.prepare('SELECT body FROM messages WHERE id = ?');
  const selectAccount = db.prepare('SELECT account FROM sessions WHERE id = ?');

  const store: Store = {
    createSession(account, title) {
      db.exec('BEGIN');
      const session = Number(insertSession.run(account, title).lastInsertRowid);
      for (const prompt of systemPrompts) store.addMessage(session, 'system', prompt, embed(prompt));
      db.exec('COMMIT');
      return session;
    },
    addMessage(session, role, text, vector) {
      return Number(insertMessage.run(session, role, JSON.stringify({ text, vector })).lastInsertRowid);
    },
    messages: (session, limit) =>
      (selectMessages.all(session, limit) as unknown as Row[]).map(parseRow).reverse(),
    *accountMessages(account, limit) {
      for (const row of selectAccountMessages.iterate(account, limit)) yield parseRow(row as unknown as Row);
    },
    list(account, limit) {
      const rows = selectList.all(account, limit) as unknown as (Omit<SessionLine, 'preview' | 'mood'> & {
        last: number;
      })[];
      return rows.map(({ id, title, messages, last }) => {
        const { text } = parseBody((selectBody.get(last) as { body: string }).body);
        return { id, title, messages, preview: text.slice(0, 80), mood: moodOf(text) };
      });
    },
    account: (session) => (selectAccount.get(session) as { account: string } | undefined)?.account,
    eachVector(use) {
      for (const row of db.prepare('SELECT id, role, body FROM messages ORDER BY id').iterate()) {
        const { id, vector } = parseRow(row as unknown as Row);
        use(id, vector);
      }
    },
    close: () => db.close(),
  };
  seed(db, store, (account, title) => Number(insertSession.run(account, title).lastInsertRowid));
  return store;
}

function seed(db: DatabaseSync, store: Store, create: (account: string, title: string) => number): void {
  db.exec('BEGIN');
  for (let s = 0; s < seeded.sessions; s++) {
    const session = create(`team-${(s % seeded.accounts) + 1}`, `Conversation ${s + 1}`);
    for (let m = 0; m < seeded.messagesPerSession; m++) {
      const text = messageText(s * 1_000 + m);
      store.addMessage(session, m % 2 === 0 ? 'user' : 'assistant', text, embed(text));
    }
  }
  db.exec('COMMIT');
}

function parseBody(body: string): { text: string; vector: number[] } {
  return JSON.parse(body) as { text: string; vector: number[] };
}

function parseRow({ id, role, body }: Row): StoredMessage {
  return { id, role, ...parseBody(body) };
}
