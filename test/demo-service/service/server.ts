import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Recall } from './recall.ts';

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly answer: (id: string, body: Record<string, unknown>) => Answer | Promise<Answer>;
}

const missing: Answer = { status: 404, body: { error: 'not found' } };

/** The service over HTTP, and an admin side for the load runner. Connections beyond the limit are answered 503. */
export function createRecallServer(recall: Recall, connectionLimit: number | null): Server {
  const routes = [...serviceRoutes(recall), ...adminRoutes(recall)];
  const open = new Set<Socket>();
  const refused = new WeakSet<Socket>();
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const isAdmin = path.startsWith('/admin/');
    const work =
      refused.has(request.socket) && !isAdmin
        ? Promise.resolve({ status: 503, body: { error: 'too many connections' } })
        : answer(routes, request, path);
    work.then(
      (result) => send(response, result),
      (error: unknown) => send(response, { status: 500, body: { error: String(error) } }),
    );
  });
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket) => {
    if (connectionLimit !== null && open.size >= connectionLimit) refused.add(socket);
    else open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  return server;
}

function serviceRoutes(recall: Recall): Route[] {
  const found = (body: unknown): Answer => (body === undefined ? missing : { status: 200, body });
  return [
    {
      method: 'POST',
      path: /^\/sessions$/,
      answer: (_id, body) => ({
        status: 201,
        body: recall.createSession(String(body.account), String(body.title)),
      }),
    },
    {
      method: 'POST',
      path: /^\/sessions\/(\d+)\/messages$/,
      answer: async (id, body) => found(await recall.sendMessage(Number(id), String(body.text))),
    },
    {
      method: 'GET',
      path: /^\/sessions\/(\d+)\/analysis$/,
      answer: (id) => found(recall.analysis(Number(id))),
    },
    {
      method: 'GET',
      path: /^\/accounts\/([\w-]+)\/sessions$/,
      answer: (id) => found(recall.listSessions(id)),
    },
    {
      method: 'POST',
      path: /^\/memory\/search$/,
      answer: (_id, body) => found(recall.retrieve(String(body.query))),
    },
  ];
}

function adminRoutes(recall: Recall): Route[] {
  const usage = (): Answer => ({
    status: 200,
    body: { memory: process.memoryUsage(), cpu: process.cpuUsage(), snapshots: recall.snapshotCount },
  });
  return [
    { method: 'GET', path: /^\/admin\/usage$/, answer: usage },
    {
      method: 'POST',
      path: /^\/admin\/gc$/,
      answer: () => {
        if (globalThis.gc === undefined)
          return { status: 501, body: { error: 'started without --expose-gc' } };
        globalThis.gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
        return usage();
      },
    },
  ];
}

async function answer(routes: readonly Route[], request: IncomingMessage, path: string): Promise<Answer> {
  for (const route of routes) {
    const match = request.method === route.method ? route.path.exec(path) : null;
    if (match === null) continue;
    const text = await readBody(request);
    let body: unknown = {};
    try {
      body = text === '' ? {} : JSON.parse(text);
    } catch {
      return { status: 400, body: { error: 'the body is not JSON' } };
    }
    if (typeof body !== 'object' || body === null)
      return { status: 400, body: { error: 'the body is no object' } };
    return await route.answer(match[1] ?? '', body as Record<string, unknown>);
  }
  request.resume();
  return missing;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, { status, body }: Answer): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
