import { Agent, request } from 'node:http';
import type { Call } from './calls.ts';

/** How a request ended: a status, or the code of the error that took its place. */
export interface Outcome {
  readonly status: number | null;
  readonly error: string | null;
}

/** One user's connection to the service, kept open between requests. */
export interface Client {
  send(call: Call): Promise<Outcome>;
  close(): void;
}

const timeoutMs = 10_000;

/** A client with one connection of its own, as one user's browser or app would hold. */
export function createClient(port: number): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    send: (call) =>
      new Promise((resolve) => {
        const headers =
          call.body === null
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(call.body) };
        const sent = request({
          host: '127.0.0.1',
          port,
          agent,
          method: call.method,
          path: call.path,
          headers,
        });
        const fail = (error: NodeJS.ErrnoException): void =>
          resolve({ status: null, error: error.code ?? error.message });
        sent.setTimeout(timeoutMs, () =>
          sent.destroy(Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' })),
        );
        sent.on('error', fail);
        sent.on('response', (response) => {
          response.on('error', fail).resume();
          response.on('end', () => resolve({ status: response.statusCode ?? null, error: null }));
        });
        sent.end(call.body ?? undefined);
      }),
    close: () => agent.destroy(),
  };
}
