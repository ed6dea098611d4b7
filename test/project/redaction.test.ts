import { describe, expect, it } from 'vitest';
import { projectSchema } from '../../src/model/documents/project.ts';
import { publicProject } from '../../src/project/redact-loaded.ts';
import { redactDeep } from '../../src/model/documents/redact-deep.ts';
import { plainText } from '../../src/report/mdx/plain-text.ts';
import { redactingMarkdown } from '../../src/report/mdx/redact-markdown.ts';
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

describe('what Markdown hides from a search of the source', () => {
  const rules: PublishRules = { redact: ['sekrit\\w*', 'acme_corp'], hide: ['hosts'] };
  const hidden = [
    'see sek&#114;itENT here',
    'see sek&#x72;it here',
    'by acme\\_corp and more',
    'at http\\://int.corp/a',
    'at 10&#46;0.0.1',
    'see sek*rit*EMPH here',
    'see **sek**rit**SPLIT** here',
    'see sek`rit` here',
    '[sek](https://a.example/)rit',
    '[text](https://a.example/sek&#114;it) and more',
    '[text](https://a.example/ "sek&#114;it")',
    '# A sek&#114;it\n\n- sek*r*it\n\n| a |\n| - |\n| sek&#114;it |',
    '[r]: https://a.example/sek&#114;it\n\n[text][r]',
  ];

  it.each(hidden)('is taken out of notes: %s', (text) => {
    const redact = redactOf(rules);
    if (redact === null) throw new Error('There are rules.');
    const shown = redactingMarkdown(redact)(text);
    expect(`${plainText(shown)} ${shown}`.replace(/\\(?=r)/g, '')).not.toMatch(
      /sek|acme|int\.corp|0\.0\.1|#114/,
    );
  });

  it.each(hidden)('is taken out of commentary: %s', (text) => {
    const redact = redactOf(rules);
    if (redact === null) throw new Error('There are rules.');
    const shown = redactBody(text, redact);
    expect(shown.replace(/\\(?=r)/g, '')).not.toMatch(/sekr|acme|int\.corp|0\.0\.1|#114|#x72/);
    expect(plainText(shown)).not.toMatch(/sekr|acme/);
  });

  it('leaves all other text as it is', () => {
    const text = 'A *b* [c](https://d.example/) `e_f` &lt; \\* <Value metric="response.p95" />\n\n* g\n';
    const redact = redactOf({ redact: ['sekrit'], hide: [] });
    if (redact === null) throw new Error('There is a rule.');
    expect(redactBody(text, redact)).toBe(text);
    expect(redactBody('a&amp;b sek&#114;it *c* <Value metric="errors.rate" />', redact)).toBe(
      'a\\&b (redacted) *c* <Value metric="errors.rate" />',
    );
  });

  it.each([
    ['[two *words*](https://a.example/sek&#114;it) and more', 'two *words* and more'],
    ['a [](https://a.example/sek&#114;it) b', 'a (redacted) b'],
    ['![chart](https://a.example/sek&#114;it.png) b', '(redacted) b'],
    ['![a sek&#114;it](https://a.example/b.png) b', '(redacted) b'],
    ['![fine](chart.png) b', '![fine](chart.png) b'],
    ['a\n\n[r]: https://a.example/sek&#114;it\n', 'a\n\n\n'],
  ])('turns links into their text, pictures into a mark, and definitions into nothing: %s', (text, shown) => {
    const redact = redactOf(rules);
    expect(redact && redactingMarkdown(redact)(text)).toBe(shown);
  });

  it('is taken out of attributes', () => {
    const redact = redactOf(rules);
    const clean = '<Claim scenario="a &amp; b" text="a" />';
    expect(redact && redactBody(clean, redact)).toBe(clean);
    expect(redact && redactBody('<Claim scenario="sek&#114;it" text="a" />', redact)).toBe(
      '<Claim scenario="(redacted)" text="a" />',
    );
  });

  it('includes the values of keys that name a host', () => {
    const redact = redactOf({ redact: [], hide: ['hosts'] });
    const system = { host: 'int2.corp.example', dbHost: 'int7', os: 'Linux 6.1', cpu: 'Xeon 3.5 GHz' };
    const environment = { server: 'nginx 1.25 at web.corp.example:8080', 'host name': 'x', local: 'node.js' };
    expect(redact && redactDeep({ system, environment }, redact)).toEqual({
      system: { ...system, host: '(redacted)', dbHost: '(redacted)' },
      environment: { server: 'nginx 1.25 at (redacted)', 'host name': '(redacted)', local: 'node.js' },
    });
  });
});
