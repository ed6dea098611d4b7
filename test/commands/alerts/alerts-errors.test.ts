import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { perfolio } from '../perfolio.ts';

let project = '';

const write = (path: string, text: string): void => {
  mkdirSync(join(project, path, '..'), { recursive: true });
  writeFileSync(join(project, path), text);
};

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'perfolio-alerts-'));
  mkdirSync(join(project, 'content'));
  const rows = Array.from({ length: 20 }, (_, i) => `2026-11-20T10:00:${10 + i}Z,GET /,${100 + i},true`);
  write('data/project.json', '{"name": "Shop"}');
  write('data/first/requests.csv', ['timestamp,endpoint,duration_ms,ok', ...rows, ''].join('\n'));
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

const sync = ['alerts', '--sync', 'github', '--dry-run'];

describe('alerts of data with errors', () => {
  it.each([
    ['rules that are no JSON', 'data/project.json', '{"name": '],
    ['rules with a value of another kind', 'data/project.json', '{"name": "Shop", "alerts": {"most": -1}}'],
    [
      'an annotation with an unknown action',
      'data/annotations.json',
      '[{"run": "first", "action": "acept"}]',
    ],
    ['a file that cannot be read', 'data/first/requests.csv', 'timestamp,endpoint,duration_ms,ok\nx,y,z,w\n'],
  ])('are not synced: %s', async (_, path, text) => {
    write(path, text);
    const { code, out, err } = await perfolio(project, sync);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(path);
    expect(err).toContain('No issue was changed.');
  });

  it('are not synced where the folder of the data is not there', async () => {
    const { code, out, err } = await perfolio(project, [...sync, '--data', 'nowhere']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('nowhere');
  });

  it('are listed, with the errors and an exit code of 1', async () => {
    write('data/project.json', '{"name": "Shop", "alerts": {"most": -1}}');
    const { code, out, err } = await perfolio(project, ['alerts', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ alerts: [] });
    expect(err).toContain('most');
  });

  it('are synced once the data have none', async () => {
    expect(await perfolio(project, sync)).toMatchObject({ code: 0 });
  });
});
