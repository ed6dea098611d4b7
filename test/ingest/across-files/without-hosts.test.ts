import { expect, test } from 'vitest';
import { Recorder } from '../../../src/ingest/record/recorder.ts';
import { withoutHosts } from '../../../src/ingest/across-files/without-hosts.ts';

test('of several hosts the one that earlier runs had is taken out of names, if it is among them', async () => {
  const recorder = new Recorder();
  for (const host of ['a.test', 'b.test'])
    recorder.reported({ endpoint: `https://${host}/cart`, count: 1, errors: 0, latency: { mean: 5 } });
  const digest = await recorder.digest();
  const after = (...known: readonly string[]) => {
    const rules = {
      isStated: () => false,
      endpointOf: (plain: string) => plain,
      homes: [[null, known]] as const,
    };
    const { digests, hosts } = withoutHosts([digest], rules);
    return [
      hosts.scenarios.flatMap(({ home }) => home ?? []),
      digests[0]?.endpoints.map(({ endpoint }) => endpoint),
    ];
  };
  const both = ['https://a.test/cart', 'https://b.test/cart'];
  expect(after('https://b.test')).toEqual([['https://b.test'], ['https://a.test/cart', '/cart']]);
  expect(after('https://b.test', 'https://a.test')).toEqual([['https://a.test'], ['/cart', both[1]]]);
  expect(after('https://c.test')).toEqual([[], both]);
  expect(after()).toEqual([[], both]);
});
