import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

/** The checkout, from which the real command is run. */
export const root = join(import.meta.dirname, '../../..');

/** A project in a folder of its own, with `perfolio mcp` running on it. */
export interface ServedProject {
  readonly folder: string;
  readonly client: Client;
  readonly stop: () => Promise<void>;
}

/** Writes a project and connects a client to the real command. */
export async function serveProject(write: (folder: string) => void): Promise<ServedProject> {
  const folder = mkdtempSync(join(tmpdir(), 'perfolio-mcp-'));
  write(folder);
  const client = new Client({ name: 'test', version: '1' });
  const args = ['bin/perfolio.mjs', 'mcp', '--data', `${folder}/data`, '--content', `${folder}/content`];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd: root }));
  const stop = async (): Promise<void> => {
    await client.close();
    rmSync(folder, { recursive: true });
  };
  return { folder, client, stop };
}
