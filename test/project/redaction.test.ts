import { describe, expect, it } from 'vitest';
import { projectSchema } from '../../src/model/documents/project.ts';
import { publicProject } from '../../src/project/redact-loaded.ts';
import { redactDeep } from '../../src/model/documents/redact-deep.ts';
import { redactBody } from '../../src/report/mdx/redact-body.ts';
import { redactOf, type PublishRules } from '../../src/model/documents/redaction.ts';

const rules = (some: Partial<PublishRules>): PublishRules => ({ redact: [], hide: [], ...some });
const redacted = (text: string, some: Partial<PublishRules>): string | undefined =>
  redactOf(rules(some))?.(text);

describe('what is not published', () => {
  it('is every match of a pattern, in any case', () => {
    expect(redacted('Node DB-07 of db-7 failed', { redact: ['db-\\d+'] })).toBe(
      'Node (redacted) of (redacted) failed',
    );
    expect(redacted('costs $1 and \\1', { redact: ['costs'] })).toBe('(redacted) $1 and \\1');
  });

  it('is the host of each address, and each IPv4 address', () => {
    const hide = ['hosts'] as const;
    expect(redacted('GET https://shop.internal:8443/cart?x=1', { hide })).toBe(
      'GET https://(redacted)/cart?x=1',
    );
    expect(redacted('connect ECONNREFUSED 10.0.12.7:5432', { hide })).toBe('connect ECONNREFUSED (redacted)');
    expect(redacted('GET /cart 1.2.3', { hide })).toBe('GET /cart 1.2.3');
  });

  it('is nothing without rules', () => {
    expect(redactOf(rules({}))).toBeNull();
    expect(redactOf(rules({ hide: ['tester'] }))).toBeNull();
  });

  it('is looked for in every text of plain data', () => {
    const redact = redactOf(rules({ redact: ['secret'] }))!;
    const numbers = [1, 2];
    const data = { a: ['my secret'], b: { c: 'secret' }, numbers, typed: new Float64Array(1), none: null };
    const found = redactDeep(data, redact);
    expect(found).toEqual({ ...data, a: ['my (redacted)'], b: { c: '(redacted)' } });
    expect(found.numbers).toBe(numbers);
  });

  it('is no key, enum or metric id of Perfolio’s own', () => {
    const redact = redactOf(rules({ redact: ['p95', 'load', 'lower', 'cpu', 'ms'] }))!;
    const run = {
      kind: 'load',
      latencyMs: { p95: 3, source: 'exact' },
      values: [{ metric: 'response.p95', endpoint: 'GET /load', unit: 'ms' }],
      measures: [{ metric: 'measure.load-time', direction: 'lower', label: 'load time' }],
    };
    expect(redactDeep(run, redact)).toEqual({
      ...run,
      values: [{ metric: 'response.p95', endpoint: 'GET /(redacted)', unit: 'ms' }],
      measures: [{ metric: 'measure.redacted-time', direction: 'lower', label: '(redacted) time' }],
    });
  });

  it('is a key that people named', () => {
    const redact = redactOf(rules({ redact: ['db-\\d+', 'cpu'] }))!;
    const run = { parameters: { 'pool of db-7': 4 }, system: { cpu: 'cpu 1', 'disk of db-7': 'SSD' } };
    expect(redactDeep(run, redact)).toEqual({
      parameters: { 'pool of (redacted)': 4 },
      system: { cpu: '(redacted) 1', 'disk of (redacted)': 'SSD' },
    });
  });

  it('leaves the names of components and metrics in commentary', () => {
    const redact = redactOf(rules({ redact: ['p95', 'value', 'search'] }))!;
    expect(redactBody('A p95: <Value metric="response.p95" endpoint="search" /> of search', redact)).toBe(
      'A (redacted): <Value metric="response.p95" endpoint="(redacted)" /> of (redacted)',
    );
  });

  it('is found in linear time, whatever the pattern', () => {
    const time = (length: number): number => {
      const started = performance.now();
      redacted('a'.repeat(length), { redact: ['(a+)+b', '(a|aa)*c'] });
      return performance.now() - started;
    };
    time(2_000);
    // A backtracking engine needs longer than the universe for the first of them.
    expect(time(8_000)).toBeLessThan(5_000);
  });

  it.each(['a*', '(secret)?', '^', '\\b', 'a{0,3}$'])(
    'is not named by %s, which matches no letter',
    (pattern) => {
      const { error } = projectSchema.safeParse({ publish: { redact: [pattern] } });
      expect(error?.issues[0]).toMatchObject({ path: ['publish', 'redact', 0] });
      expect(error?.issues[0]?.message).toMatch(/^also matches the empty text/);
    },
  );

  it('must be named by a regular expression', () => {
    const { error } = projectSchema.safeParse({ publish: { redact: ['db-(\\d+'] } });
    expect(error?.issues[0]).toMatchObject({ path: ['publish', 'redact', 0] });
    expect(error?.issues[0]?.message).toMatch(/^is not a regular expression: /);
  });

  it('is in no name of an objective or a target either, whose ids are addresses', () => {
    const objective = { id: 'acme-fast', label: 'Acme is fast', share: 0.9, endpoint: 'acme/pay' };
    const { targets, objectives } = publicProject(
      projectSchema.parse({
        publish: { redact: ['acme'] },
        objectives: [objective],
        targets: [{ id: 'acme', label: 'Acme', metric: 'response.p95', below: 1 }],
      }),
    );
    expect(objectives).toMatchObject([
      { id: 'acme-fast', label: '(redacted) is fast', endpoint: '(redacted)/pay' },
    ]);
    expect(targets).toMatchObject([{ id: 'acme', label: '(redacted)' }]);
  });
});
