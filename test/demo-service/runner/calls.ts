import { messageText } from '../service/texts.ts';
import { seeded } from '../service/store.ts';

/** The five calls of the service, by the name under which they are reported. */
export type Endpoint =
  'create_session' | 'send_message' | 'get_analysis' | 'list_sessions' | 'memory_retrieval';

/** One HTTP request as a load tool needs it. */
export interface Call {
  readonly endpoint: Endpoint;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string | null;
}

export const endpoints: readonly Endpoint[] = [
  'create_session',
  'send_message',
  'get_analysis',
  'list_sessions',
  'memory_retrieval',
];

/** The call that user number `user` makes to an endpoint; `turn` varies its text. Users talk in sessions of their own. */
export function callOf(endpoint: Endpoint, user: number, turn: number): Call {
  const session = ((user * 7) % seeded.sessions) + 1;
  const text = messageText(1_000_000 + user * 1_000 + turn);
  switch (endpoint) {
    case 'create_session':
      return post(endpoint, '/sessions', {
        account: `guests-${user}`,
        title: `Conversation of user ${user}`,
      });
    case 'send_message':
      return post(endpoint, `/sessions/${session}/messages`, { text });
    case 'get_analysis':
      return { endpoint, method: 'GET', path: `/sessions/${session}/analysis`, body: null };
    case 'list_sessions':
      return {
        endpoint,
        method: 'GET',
        path: `/accounts/team-${(user % seeded.accounts) + 1}/sessions`,
        body: null,
      };
    case 'memory_retrieval':
      return post(endpoint, '/memory/search', { query: text });
  }
}

function post(endpoint: Endpoint, path: string, body: unknown): Call {
  return { endpoint, method: 'POST', path, body: JSON.stringify(body) };
}
