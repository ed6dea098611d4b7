import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../../src/project/workspace.ts';
import { checkoutPaths } from '../../src/store/paths.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'perfolio-as-of-'));
const shop = join(root, 'test/fixtures/shop/data');

afterAll(() => rmSync(folder, { recursive: true }));

const open = (): Promise<Workspace> =>
  openWorkspace(
    checkoutPaths({ shownFrom: folder, data: join(folder, 'data'), content: join(folder, 'content') }),
  );

const twins = ({ reports, twinMarkdown, twinJson }: Workspace): Map<string, string> =>
  new Map(reports.map((report) => [report.id, twinMarkdown(report) + twinJson(report)]));

it('a report’s twins stay as they are, byte for byte, when a later run is added', async () => {
  for (const name of ['project.json', 'run-1', 'run-2'])
    cpSync(join(shop, name), join(folder, 'data', name), { recursive: true });
  const before = await open();
  expect(before.since(before.reports[1]!)).toBeNull();
  cpSync(join(shop, 'run-3'), join(folder, 'data/run-3'), { recursive: true });
  const after = await open();
  const later = twins(after);
  expect(later.size).toBe(3);
  for (const [id, text] of twins(before)) expect(later.get(id)).toBe(text);
  expect(after.since(after.reports[1]!)).toMatchObject({ laterRuns: 1, newest: { id: 'run-3' } });
});
