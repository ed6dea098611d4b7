import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { contest } from './contestant.ts';

/** csv-parse, which counts records and does nothing else: its fastest use. */
await contest(async () => {
  let rows = -1;
  const parser = createReadStream(process.argv[2]!, { highWaterMark: 1024 * 1024 }).pipe(parse());
  parser.on('readable', () => {
    while (parser.read() !== null) rows++;
  });
  await new Promise((done, failed) => parser.on('end', done).on('error', failed));
  return { rows, figures: {} };
});
