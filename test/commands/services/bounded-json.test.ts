import { describe, expect, it } from 'vitest';
import { boundedJson, mostAnswerBytes } from '../../../src/commands/services/bounded-json.ts';

describe('the answer of a service', () => {
  it('is read as JSON', async () => {
    expect(await boundedJson(new Response('[{"id": 1, "body": "é"}]'))).toEqual([{ id: 1, body: 'é' }]);
  });

  it('is refused if it is not JSON, or empty', async () => {
    await expect(boundedJson(new Response('<html>'))).rejects.toThrow();
    await expect(boundedJson(new Response(null))).rejects.toThrow();
  });

  it('is not read to its end if it has none', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1024 ** 2;
        controller.enqueue(new Uint8Array(1024 ** 2).fill(0x20));
      },
    });
    await expect(boundedJson(new Response(endless))).rejects.toThrow('too large');
    expect(sent).toBeLessThan(mostAnswerBytes + 4 * 1024 ** 2);
  });
});
