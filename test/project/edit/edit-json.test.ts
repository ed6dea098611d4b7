import { describe, expect, it } from 'vitest';
import { appendTo, removeAt, replaceValue, replaceValues } from '../../../src/project/edit/edit-json.ts';

const text = `{
  "name":  "Shop",
  "targets": [
    { "id": "a", "endpoint": "x" },
    { "id": "b", "endpoint": "x" }
  ],
  "messages": ["x", "y"],
  "none": []
}
`;

describe('edits of JSON leave all else as it is written', () => {
  it('replaceValue', () => {
    expect(replaceValue(text, ['name'], 'A "b"')).toBe(text.replace('"Shop"', String.raw`"A \"b\""`));
    expect(replaceValue(text, ['absent'], 1)).toBe(text);
    const twice = replaceValues(
      text,
      [
        ['targets', 0, 'endpoint'],
        ['targets', 1, 'endpoint'],
      ],
      'long name',
    );
    expect(twice).toBe(text.replaceAll('"endpoint": "x"', '"endpoint": "long name"'));
  });

  it('appendTo', () => {
    expect(appendTo(text, ['messages'], 'z')).toBe(text.replace('"y"]', '"y", "z"]'));
    expect(appendTo(text, ['none'], { a: 1 })).toBe(text.replace('[]', '[{ "a": 1 }]'));
    expect(appendTo(text, ['targets'], { id: 'c' })).toBe(
      text.replace('"b", "endpoint": "x" }', '"b", "endpoint": "x" },\n    { "id": "c" }'),
    );
    expect(appendTo(text, ['more'], 1)).toBe(text.replace('"none": []', '"none": [],\n  "more": [1]'));
    expect(appendTo(text, ['targets', 0, 'match'], 'g')).toBe(
      text.replace('"a", "endpoint": "x"', '"a", "endpoint": "x", "match": ["g"]'),
    );
    expect(appendTo('{}\n', ['more'], 1)).toBe('{ "more": [1] }\n');
  });

  it('removeAt', () => {
    expect(removeAt(text, ['messages', 0])).toBe(text.replace('"x", "y"', '"y"'));
    expect(removeAt(text, ['messages', 1])).toBe(text.replace('"x", "y"', '"x"'));
    expect(JSON.parse(removeAt(text, ['none']))).not.toHaveProperty('none');
    expect(JSON.parse(removeAt(removeAt(text, ['targets', 1]), ['targets', 0]))).toMatchObject({
      targets: [],
    });
    expect(removeAt(text, ['absent'])).toBe(text);
  });
});
