import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slug } from '../../src/model/text/slug.ts';
import { openWorkspace, type Workspace } from '../../src/project/workspace.ts';
import { movedPages } from '../../src/site/moved-pages.ts';
import { trendPages } from '../../src/site/trend-pages.ts';
import { checkoutPaths } from '../../src/store/paths.ts';

/**
 * Runs of 0.1 (2026-10-01 raw, 2026-10-02 as a digest) with rules, annotations and commentary that name the host, then a
 * run against another port, then one against two hosts.
 */
const fixture = join(import.meta.dirname, '../fixtures/other-hosts');
const folder = mkdtempSync(join(tmpdir(), 'perfolio-hosts-test-'));
let workspace: Workspace;

beforeAll(async () => {
  cpSync(fixture, folder, { recursive: true });
  workspace = await openWorkspace(
    checkoutPaths({ shownFrom: folder, data: join(folder, 'data'), content: join(folder, 'content') }),
  );
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** The alias of project.json. */
const order = 'order';
const runs = ['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04'];
const endpointsOf = (id: string): string[] =>
  workspace.reports
    .find((report) => report.id === id)!
    .measures.response.map(({ endpoint }) => endpoint)
    .toSorted();

describe('endpoints with hosts', () => {
  it('go by their paths, unless the host differs from the one of the history', () => {
    for (const id of runs.slice(0, 3)) expect(endpointsOf(id)).toEqual(['GET /cart', order]);
    expect(endpointsOf('2026-10-04')).toEqual(['GET /cart', 'GET http://search.test/cart', order]);
  });

  it('are one unbroken history over ports and digests', () => {
    const series = workspace.trends.filter(({ metric }) => metric === 'response.p50');
    const points = series.map(({ endpoint, points: of }) => [endpoint, of.map(({ run }) => run)] as const);
    expect(new Map(points).get('GET /cart')).toEqual(runs);
    expect(new Map(points).get(order)).toEqual(runs);
  });

  it('are meant by targets, aliases, messages, annotations and commentary that name the old host', () => {
    expect(workspace.problems).toEqual([]);
    for (const { targets, measures } of workspace.reports) {
      expect(targets.map(({ endpoint }) => endpoint)).toEqual(['GET /cart']);
      expect(measures.throughput[0]!.messagesPerMinute).toBeGreaterThan(0);
    }
  });
});

describe('a run with several hosts', () => {
  it('keeps all of them if no earlier run has one', async () => {
    const alone = mkdtempSync(join(tmpdir(), 'perfolio-hosts-test-'));
    cpSync(join(fixture, 'data/2026-10-04'), join(alone, 'data/2026-10-04'), { recursive: true });
    const { reports } = await openWorkspace(
      checkoutPaths({ shownFrom: alone, data: join(alone, 'data'), content: join(alone, 'content') }),
    );
    rmSync(alone, { recursive: true });
    expect(reports[0]!.measures.response.map(({ endpoint }) => endpoint).toSorted()).toEqual([
      'GET http://search.test/cart',
      'GET http://shop.test:9090/cart',
      'POST http://shop.test:9090/order',
    ]);
  });
});

describe('addresses of trends', () => {
  it('lead from names with hosts to the names of today', () => {
    const moved = movedPages({ ...workspace, trends: trendPages(workspace.trends) });
    const to = new Map(moved.map((page) => [page.from, page.to]));
    expect(to.get(`trends/${slug('GET http://shop.test:8080/cart')}`)).toBe(`trends/${slug('GET /cart')}/`);
    expect(to.get(`trends/${slug('POST http://shop.test:8080/order')}`)).toBe('trends/order/');
    expect(to.has(`trends/${slug('GET http://search.test/cart')}`)).toBe(false);
  });
});
