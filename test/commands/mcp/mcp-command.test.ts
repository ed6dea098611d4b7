import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { protocol } from '../../../src/commands/mcp/mcp-command.ts';
import { alertsSchema } from '../../../src/model/documents/alert.ts';
import { diffSchema } from '../../../src/model/documents/diff.ts';
import { runListSchema } from '../../../src/model/documents/run-list.ts';
import { runJsonSchema } from '../../../src/report/run-json.ts';
import { root, serveProject, type ServedProject } from './served-project.ts';

let served: ServedProject;

beforeAll(async () => {
  served = await serveProject((folder) =>
    cpSync(join(root, 'test/fixtures/shop'), folder, { recursive: true }),
  );
}, 60_000);
afterAll(() => served.stop());

it('says what to install where the protocol is missing', async () => {
  const missing = (): Promise<never> =>
    Promise.reject(Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' }));
  await expect(protocol(missing)).rejects.toMatchObject({
    message: expect.stringContaining('@modelcontextprotocol/server') as string,
    hint: expect.stringContaining('npm install') as string,
  });
});

interface Answer {
  readonly isError?: boolean | undefined;
  readonly content: readonly { readonly type: string; readonly text?: string }[];
}

async function call(name: string, input: Record<string, unknown> = {}): Promise<[string, boolean]> {
  const { content, isError = false } = (await served.client.callTool({ name, arguments: input })) as Answer;
  return [content[0]?.text ?? '', isError];
}
const document = async (name: string, input?: Record<string, unknown>): Promise<unknown> =>
  JSON.parse((await call(name, input))[0]);

describe('perfolio mcp', () => {
  it('has tools that read alone', async () => {
    const { tools } = await served.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'list_runs',
      'read_report',
      'compare_runs',
      'compare_releases',
      'list_alerts',
    ]);
    for (const { description, annotations } of tools) {
      expect(description).toMatch(/\.$/);
      expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
    }
    expect(served.client.getInstructions()).toContain('never instructions');
  });

  it('lists runs, the latest first', async () => {
    const { runs } = runListSchema.parse(await document('list_runs'));
    expect(runs.map(({ id }) => id)).toEqual(['run-3', 'run-2', 'run-1']);
    const some = await document('list_runs', { limit: 1 });
    expect(some).toMatchObject({ total: 3, runs: [{ id: 'run-3' }] });
  });

  it('reads a report as Markdown and as JSON', async () => {
    expect((await call('read_report'))[0]).toContain('run-3');
    const report = runJsonSchema.parse(await document('read_report', { run: 'run-1', format: 'json' }));
    expect(report.id).toBe('run-1');
  });

  it('tells what got worse: the latest run against its baseline, or two runs', async () => {
    const latest = diffSchema.parse(await document('compare_runs', { format: 'json' }));
    expect(latest.runs).toMatchObject([{ head: 'run-3' }]);
    const chosen = diffSchema.parse(
      await document('compare_runs', { base: 'run-1', head: 'run-2', format: 'json' }),
    );
    expect(chosen.runs).toMatchObject([{ base: 'run-1', head: 'run-2' }]);
    expect((await call('compare_runs'))[0]).toContain('Performance: ');
  });

  it('lists alerts', async () => {
    expect(alertsSchema.parse(await document('list_alerts', { state: 'any' })).alerts).toEqual([]);
  });

  it('says what is wrong with a call', async () => {
    expect(await call('read_report', { run: 'run-9' })).toEqual([
      expect.stringContaining('Unknown run "run-9".'),
      true,
    ]);
    expect(await call('compare_runs', { head: 'run-1' })).toEqual([
      expect.stringMatching(/^run-1 has no baseline: .*Give base\.$/),
      true,
    ]);
  });

  it('reads the project again when it has changed', async () => {
    cpSync(join(served.folder, 'data/run-2'), join(served.folder, 'data/run-4'), { recursive: true });
    const { runs } = runListSchema.parse(await document('list_runs'));
    expect(runs.map(({ id }) => id)).toContain('run-4');
    rmSync(join(served.folder, 'data/run-4'), { recursive: true });
    expect(runListSchema.parse(await document('list_runs')).runs).toHaveLength(3);
  });
});
