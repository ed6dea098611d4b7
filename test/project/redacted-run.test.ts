import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../src/model/problem.ts';
import { publicMeasures } from '../../src/project/redact-loaded.ts';
import { openWorkspace } from '../../src/project/workspace.ts';
import { checkoutPaths } from '../../src/store/paths.ts';
import { makeRun } from '../history/make-run.ts';

describe('a run with texts that are not published', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'perfolio-redacted-run-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (path: string, text: string | object): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof text === 'string' ? text : JSON.stringify(text));
  };

  it('is judged as before where a pattern is a word of Perfolio’s own', async () => {
    write('data/project.json', {
      publish: { redact: ['p95', 'load', 'ms', 'system', 'exact', 'lower'] },
      targets: [
        { id: 'load', metric: 'response.p95', below: 5 },
        { id: 'size', metric: 'measure.size-of-load', below: 5 },
      ],
      comparison: { minimumEffect: { 'response.p95': 0.2 } },
    });
    write('data/r1/run.json', {
      system: { cpu: 'a loaded one', os: 'x' },
      startedAt: '2026-11-01T10:00:00Z',
    });
    write('data/r1/size.json', [{ name: 'Size of load', unit: 'MB', value: 3 }]);
    const rows = Array.from({ length: 100 }, (_, i) => `${Date.UTC(2026, 10, 1) + i},GET /load,${i},true`);
    write('data/r1/requests.csv', ['timestamp,endpoint,duration_ms,ok', ...rows].join('\n'));
    write(
      'content/runs/r1.mdx',
      '---\ntitle: Under load\nadjustments:\n  - key: system.load\n    to: 3\n---\n\nIt is <Value metric="response.p95" scenario="default" endpoint="GET /load" />.\n\n<Report />\n',
    );
    const paths = checkoutPaths({
      shownFrom: folder,
      data: join(folder, 'data'),
      content: join(folder, 'content'),
    });
    const workspace = await openWorkspace(paths);
    expect(workspace.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(workspace.problems.map(({ message, found }) => [message, found])).toContainEqual([
      'The id of a target contains text that publish.redact or publish.hide removes, and is published.',
      'load',
    ]);
    const [report] = workspace.reports;
    expect(report?.targets.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['load', 'not met'],
      ['size', 'met'],
    ]);
    const twin = JSON.parse(workspace.twinJson(report!)) as { kind: string; response: object[] };
    expect(twin.kind).toBe('load');
    expect(twin.response[0]).toMatchObject({ endpoint: 'GET /(redacted)', latencyMs: { source: 'exact' } });
    expect(workspace.twinMarkdown(report!)).not.toMatch(/GET \/load|a loaded one/);
  });

  it('is without what Markdown hides from a search of its notes', () => {
    const measures = makeRun({ id: 'r1', day: 1 });
    const notes = {
      ...measures,
      manifest: { ...measures.manifest, notes: String.raw`for ac*me*\_corp alone` },
    };
    const { manifest } = publicMeasures(notes, { redact: ['acme_corp'], hide: [] });
    expect(manifest.notes).toBe('for (redacted)*(redacted)*(redacted) alone');
  });

  it('is without them in the messages of its problems, whose places stay', () => {
    const found = problem('warning', 'data/secret/a.csv', 'Host secret.example is unknown.', {
      found: 'secret.example',
      hint: 'Correct secret.example.',
      path: 'hosts.secret',
    });
    const measures = { ...makeRun({ id: 'r1', day: 1 }), problems: [found] };
    const { problems } = publicMeasures(measures, { redact: ['secret'], hide: [] });
    expect(problems).toHaveLength(1);
    const { file, path, ...texts } = problems[0]!;
    expect({ file, path }).toEqual({ file: 'data/secret/a.csv', path: 'hosts.secret' });
    expect(JSON.stringify(texts)).not.toContain('secret');
    expect(texts.message).toBe('Host (redacted).example is unknown.');
  });

  it('is left as it is without rules: nothing of it is read', () => {
    const measures = makeRun({ id: 'r1', day: 1 });
    const unread = Object.defineProperty(measures, 'timelines', {
      enumerable: true,
      get: (): never => {
        throw new Error('was read');
      },
    });
    expect(publicMeasures(unread, { redact: [], hide: [] })).toBe(unread);
  });
});
