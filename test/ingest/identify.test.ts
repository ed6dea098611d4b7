import { expect, test } from 'vitest';
import { inspectText } from './inspect-text.ts';

test('a JSON document that ends early is reported as such', async () => {
  const { files } = await inspectText('{"something": [1, 2, {"of": "no format"');
  expect(files[0]?.error?.message).toContain('ends early');
  const whole = await inspectText('{"something": [1, 2, {"of": "no format"}]}');
  expect(whole.files[0]?.error?.message).not.toContain('ends early');
});
