import { expect, test, vi } from 'vitest';
import { adapters } from '../../src/ingest/format-registry.ts';
import { inspectAs, inspectText } from './inspect-text.ts';

test('a JSON document that ends early is reported as such', async () => {
  const { files } = await inspectText('{"something": [1, 2, {"of": "no format"');
  expect(files[0]?.error?.message).toContain('ends early');
  const whole = await inspectText('{"something": [1, 2, {"of": "no format"}]}');
  expect(whole.files[0]?.error?.message).not.toContain('ends early');
});

test("a named format that the content does not have is that file's error, with what is expected", async () => {
  const { files } = await inspectAs('a,b\n1,2\n', 'julia-benchmarktools');
  expect(files).toMatchObject([{ format: null, error: { code: 'not-as-expected' } }]);
  expect(files[0]?.error?.message).toBe('The content cannot be read as Julia BenchmarkTools JSON.');
  expect(files[0]?.error?.hint).toContain('Expected: An array of an object with Julia and BenchmarkTools');
});

test('a format whose recognition throws costs only itself', async () => {
  const broken = vi.spyOn(adapters[0]!, 'sniff').mockImplementation(() => {
    throw new TypeError('it.map is not a function');
  });
  try {
    const csv =
      'timestamp,endpoint,duration_ms,ok\n1760000000000,GET /,12,true\n1760000001000,GET /,14,true\n';
    const { files } = await inspectText(csv);
    expect(files[0]).toMatchObject({ error: null, rows: 2 });
    const unknown = await inspectText('nothing that is known');
    expect(unknown.files[0]?.error?.message).toBe(
      `Unrecognised format. The check for ${adapters[0]!.title} failed, which is a fault of Perfolio (it.map is not a function).`,
    );
    expect(broken).toHaveBeenCalledTimes(2);
  } finally {
    broken.mockRestore();
  }
});
