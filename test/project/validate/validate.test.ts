import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { manifestSchema } from '../../../src/model/documents/manifest.ts';
import { commentarySchema } from '../../../src/model/documents/commentary.ts';
import { validateJson, validateYaml } from '../../../src/project/validate/validate.ts';

const json = (text: string): string[] =>
  validateJson(manifestSchema, text, 'run.json').problems.map(({ message }) => message);
const yaml = (text: string): { message: string; hint: string | null }[] =>
  validateYaml(commentarySchema, text, 'run.mdx', 2).problems.map(({ message, hint }) => ({ message, hint }));

const moment =
  '`startedAt` must be a date, or a date and time, in ISO 8601, such as "2026-11-20" or "2026-11-20T10:00:00Z"';

describe('a value of another type', () => {
  it.each([
    ['{"startedAt": "yesterday"}', `${moment}, got "yesterday".`],
    ['{"startedAt": 1790000000000}', `${moment}, got the number 1790000000000.`],
    ['{"version": 2}', '`version` must be text, got the number 2: write "2".'],
    // As a number this is 1.1.
    ['{"version": 1.10}', '`version` must be text, got the number 1.10: write "1.10".'],
    ['{"version": true}', '`version` must be text, got true: write "true".'],
    ['{"version": null}', '`version` must be text, got null.'],
    ['{"version": ["2"]}', '`version` must be text, got a list.'],
    ['{"version": {}}', '`version` must be text, got an object.'],
    ['{"system": {"cpu": ["a"]}}', '`system.cpu` must be text or a number or true or false, got a list.'],
    ['{"durationSeconds": "60"}', '`durationSeconds` must be a number, got "60".'],
  ])('%s', (text, message) => expect(json(text)).toEqual([message]));

  it('is told with what to write instead, in words too', () => {
    expect(yaml('meetsRequirements: yes')).toEqual([
      {
        message: '`meetsRequirements` must be true or false, got "yes".',
        hint: 'Write true or false without quotes, or omit the key.',
      },
    ]);
    expect(yaml('notes:\n  - Template of the team: load profile\n')).toEqual([
      {
        message: '`notes[0]` must be text, got an object.',
        hint: 'Quote text that contains a colon: "Template of the team: load profile"',
      },
    ]);
    expect(yaml('notes: [{a: b}]').map(({ hint }) => hint)).toEqual([null]);
    expect(yaml('title: 1.20')).toEqual([
      { message: '`title` must be text, got the number 1.20: write "1.20".', hint: null },
    ]);
    expect(yaml('notes: 2')).toEqual([
      { message: '`notes` must be text or a list, got the number 2.', hint: null },
    ]);
    expect(yaml('notes: ""')).toEqual([{ message: '`notes` must not be empty.', hint: null }]);
    expect(yaml('recommendations: [{ id: a, priority: low, text: b, expectedImpact: 3 }]')).toEqual([
      {
        message: '`recommendations[0].expectedImpact` must be an object or text, got the number 3.',
        hint: null,
      },
    ]);
  });

  it('is told with its number where quotes are too much', () => {
    const { problems } = validateJson(manifestSchema, '{"durationSeconds": "60"}', 'run.json');
    expect(problems.map(({ hint }) => hint)).toEqual(['Write 60 without quotes.']);
  });
});

describe('JSON that two readers would read differently, or that none can', () => {
  it('names a key that appears twice, with its line', () => {
    const { problems } = validateJson(
      z.record(z.string(), z.unknown()),
      '{\n"a": 1,\n"b": {"a": 1},\n"a": 2}',
      'p.json',
    );
    expect(problems.map(({ line, message }) => [line, message])).toEqual([
      [4, 'This key appears twice in one object.'],
    ]);
  });

  it('takes deep nesting for a problem of the file', () => {
    const { problems } = validateJson(z.unknown(), '['.repeat(200_000) + ']'.repeat(200_000), 'p.json');
    expect(problems).toHaveLength(1);
  });
});

describe('YAML that readers of YAML take differently', () => {
  it.each([
    ['title: !!js/function "x"', /^The frontmatter is not valid YAML: Unresolved tag/],
    ['title: !own x', /^The frontmatter is not valid YAML: Unresolved tag/],
    ['title: &a x\nsummary: *a', /^Anchors and aliases are not allowed/],
    ['title: a\ntitle: b', /^The frontmatter is not valid YAML: Map keys must be unique/],
    ['title: a\n...\n%YAML 9', /^The frontmatter is not valid YAML/],
  ])('%s', (text, message) =>
    expect(yaml(text).map((one) => one.message)).toEqual([expect.stringMatching(message)]),
  );
});
