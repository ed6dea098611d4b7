import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { annotationsSchema } from '../../../src/model/documents/annotations.ts';
import { manifestSchema } from '../../../src/model/documents/manifest.ts';
import { metricIds } from '../../../src/model/metrics/metrics.ts';
import { projectSchema, targetSchema } from '../../../src/model/documents/project.ts';
import { commentarySchema } from '../../../src/model/documents/commentary.ts';
import { exampleJson } from '../../../src/commands/generate/example-json.ts';
import { jsonSchemaOf, type JsonSchema } from '../../../src/commands/generate/json-schema.ts';
import { keysDocuments } from '../../../src/commands/generate/keys-doc.ts';
import { metricsDocument } from '../../../src/commands/generate/metrics-doc.ts';
import { valueText } from '../../../src/commands/generate/value-text.ts';
import { commentaryDocument } from '../../../src/commands/generate/commentary-doc.ts';

const schemas = { project: projectSchema, run: manifestSchema, annotations: annotationsSchema };
const explained = { ...schemas, words: commentarySchema };
const keysPage = (name: string): string =>
  name === 'words'
    ? commentaryDocument()
    : keysDocuments().find(({ path }) => path === `docs/${name}.md`)!.text;

const examplesOf = (page: string): unknown[] =>
  [...page.matchAll(/^```json\n(.*?)^```/gms)].map((match) => JSON.parse(match[1]!) as unknown);

/** Every key of a schema, below its path, with what is said of it. */
function keysOf(schema: JsonSchema, path = ''): (readonly [path: string, description: string])[] {
  if (schema.items !== undefined) return keysOf(schema.items, `${path}[]`);
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap((kind) => keysOf(kind, path));
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => [
    [`${path}.${key}`, value.description ?? ''] as const,
    ...keysOf(value, `${path}.${key}`),
  ]);
}

describe('pages of keys', () => {
  it.each(Object.entries(schemas))('the example of %s is valid', (name, schema) => {
    const examples = examplesOf(keysPage(name));
    expect(examples).toHaveLength(1);
    expect(schema.safeParse(examples[0])).toMatchObject({ success: true });
  });

  it.each(Object.entries(explained))(
    'every key of %s is explained, in the schema and on the page',
    (name, schema) => {
      const keys = keysOf(jsonSchemaOf(schema, 'input'));
      expect(keys.filter(([, description]) => description === '')).toEqual([]);
      const rows = keysPage(name).split('\n');
      for (const [path, description] of keys) {
        const key = path.split('.').at(-1)!;
        const isRow = (row: string): boolean =>
          row.startsWith(`| \`${key}\` | `) && row.endsWith(` | ${description} |`);
        expect(rows.filter(isRow), path).not.toEqual([]);
      }
    },
  );

  it('distinguishes required keys, defaults and keys without a default', () => {
    expect(keysPage('project')).toContain('\n| `mainBranch` | text | `"main"` | ');
    expect(keysPage('project')).toContain('\n| `metric` | [metric](metrics.md) | required | ');
    expect(keysPage('run')).toContain('\n| `tester` | text |  | ');
  });

  it('has a table of its own for each object, and a link to it', () => {
    const page = keysPage('run');
    expect(page).toContain('| `steps` | list of [objects](#scenariossteps) |');
    expect(page).toContain('\n## `scenarios[].steps[]`\n');
  });

  it('has one table for objects that are alike, and links to it from each', () => {
    const page = keysPage('words');
    expect(page.match(/^## `(bottlenecks|anomalies|limits)\[\]`$/gm)).toEqual(['## `bottlenecks[]`']);
    for (const key of ['bottlenecks', 'anomalies', 'limits'])
      expect(page).toContain(`\n| \`${key}\` | list of [objects](#bottlenecks) |`);
    expect(page).toContain('\n## `recommendations[].expectedImpact`\n');
    expect(page.match(/\| \[object\]\(#recommendationsexpectedimpact\), text \|/g)).toHaveLength(2);
  });

  it.each([
    ['text', z.string()],
    ['address', z.url()],
    ['number, at least 0', z.number().nonnegative()],
    ['number, more than 0, at most 1', z.number().positive().max(1)],
    ['whole number, more than 0', z.number().int().positive()],
    ['`true` or `false`', z.boolean()],
    ['`open`, `closed`', z.enum(['open', 'closed'])],
    ['list of texts', z.array(z.string())],
    ['[object](#here)', z.strictObject({ a: z.string() })],
    ['object: key to text, number', z.record(z.string(), z.union([z.string(), z.number()]))],
    ['date, or date and time', z.iso.datetime().or(z.iso.date())],
  ])('says %s', (text, schema) => {
    expect(valueText(jsonSchemaOf(schema, 'input'), 'here')).toBe(text);
  });

  it('writes what fits on one line on one, and the rest over several', () => {
    expect(exampleJson({ a: [1, 'b', true], c: {} })).toBe('{ "a": [1, "b", true], "c": {} }');
    const long = 'x'.repeat(90);
    expect(exampleJson({ short: [1, 2], long: [long, null] })).toBe(
      `{\n  "short": [1, 2],\n  "long": [\n    "${long}",\n    null\n  ]\n}`,
    );
  });
});

describe('the page of metrics', () => {
  it('has one row for each metric, with a sentence', () => {
    const rows = [...metricsDocument().matchAll(/^\| `([\w.]+)` \|.*\| ([^|]+\.) \|$/gm)];
    expect(rows.map(([, id]) => id)).toEqual(metricIds);
  });

  it('tells label, unit, direction and smallest change', () => {
    expect(metricsDocument()).toContain('| `errors.rate` | Error rate | share: 0.01 is 1% | lower | 0.002 |');
    expect(metricsDocument()).toContain('| `users.sustained` | Sustained users | users | higher | 0.05 |');
  });

  it('has a target and a measure that can be used as examples', () => {
    const [target, measure] = examplesOf(metricsDocument());
    expect(targetSchema.safeParse(target)).toMatchObject({ success: true });
    expect(projectSchema.safeParse({ measures: [measure] })).toMatchObject({ success: true });
  });
});
