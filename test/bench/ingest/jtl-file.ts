import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { normalStream, uniformStream } from '../random.ts';

const folder = resolve(import.meta.dirname, '../../../node_modules/.cache/perfolio-bench');
const header =
  'timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect\n';
const labels = [
  'GET /',
  'GET /products',
  'GET /products/{id}',
  'POST /cart',
  'POST /checkout',
  '"Search, ""blue"" shoes"',
  'GET /account',
  'PUT /account',
];

/**
 * The path of a JTL file with this many samples, written when it is not there yet: eight labels (one of them quoted),
 * a hundred users, lognormal times around 90 ms, 1 % errors, all default columns of JMeter 5. Seeded.
 */
export async function jtlFile(rows: number): Promise<string> {
  const path = resolve(folder, `jtl-${rows}.csv`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const uniform = uniformStream(1);
  const normal = normalStream(2);
  const file = await open(`${path}.part`, 'w');
  await file.write(header);
  for (let from = 0; from < rows; from += 20_000) {
    const lines = Array.from({ length: Math.min(20_000, rows - from) }, (_, i) =>
      line(from + i, rows, uniform, normal),
    );
    await file.write(lines.join(''));
  }
  await file.close();
  renameSync(`${path}.part`, path);
  return path;
}

function line(i: number, rows: number, uniform: () => number, normal: () => number): string {
  const label = labels[Math.floor(uniform() ** 1.5 * labels.length)]!;
  const elapsed = Math.ceil(90 * Math.exp(0.7 * normal()));
  const isOk = uniform() > 0.01;
  const users = Math.min(100, 1 + Math.floor((i * 400) / rows));
  const outcome = isOk ? '200,OK' : '503,Service Unavailable';
  return `${1_700_000_000_000 + i * 2},${elapsed},${label},${outcome},Thread Group 1-${(i % users) + 1},text,${isOk},,${2_000 + (i % 997)},${300 + (i % 7)},${users},${users},http://shop.test/api/v1/resource/${i % 1_000},${elapsed - 1},0,0\n`;
}
