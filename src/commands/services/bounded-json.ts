/** Answers of a service have a few hundred kilobytes. */
export const mostAnswerBytes = 32 * 1024 ** 2;

/** The JSON of an answer. Throws for any other, and for one that is too large to be meant: a service may be an impostor. */
export async function boundedJson({ body }: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of body ?? []) {
    total += chunk.length;
    if (total > mostAnswerBytes) throw new Error('The answer is too large.');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
}
