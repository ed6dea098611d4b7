import { expect, it } from 'vitest';
import { problem } from '../../../src/model/problem.ts';
import { warningsText } from '../../../src/project/validate/problems-text.ts';

it('says where the rest of many warnings is listed', () => {
  const warnings = ['a', 'b', 'c', 'd', 'e'].map((file) => problem('warning', file, 'No column of times.'));
  expect(warningsText(warnings)).toContain('and 2 similar in 2 other files; npm run --silent perfolio');
  expect(warningsText(warnings, undefined, 'add --json to list all of them')).toContain(
    'and 2 similar in 2 other files; add --json to list all of them\n',
  );
});
