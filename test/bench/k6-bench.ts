import { createReadStream, createWriteStream, mkdirSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { inspectFiles } from '../../src/ingest/inspect.ts';

const lineCount = Number(process.argv[2] ?? 1_000_000);
const folder = resolve(import.meta.dirname, '../.tmp');
const path = resolve(folder, `k6-${lineCount}.ndjson`);

/** Metrics of one request in the order in which k6 writes them. */
const requestMetrics = [
  'http_reqs',
  'http_req_duration',
  'http_req_blocked',
  'http_req_connecting',
  'http_req_tls_handshaking',
  'http_req_sending',
  'http_req_waiting',
  'http_req_receiving',
  'http_req_failed',
];
const names = ['login', 'list items', 'show item', 'order'];

/** A log as k6 writes it: nine lines a request, one of the users each second. Seeded, so that each run reads the same. */
async function writeLog(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const out = createWriteStream(path);
  let seed = 1;
  const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  let written = 0;
  let batch: string[] = [];
  const startMs = Date.parse('2026-11-20T10:00:00Z');
  for (let request = 0; written < lineCount; request++) {
    const time = new Date(startMs + request * 5).toISOString().replace('Z', '417-03:00');
    const name = names[request % names.length]!;
    const status = random() < 0.02 ? '500' : '200';
    const tags = `{"expected_response":"${status === '200'}","group":"","method":"GET","name":"${name}","proto":"HTTP/1.1","scenario":"default","status":"${status}","url":"http://shop.example/${name}"}`;
    for (const metric of requestMetrics) {
      const value =
        metric === 'http_reqs'
          ? 1
          : metric === 'http_req_failed'
            ? Number(status !== '200')
            : (random() * 200).toFixed(3);
      batch.push(
        `{"metric":"${metric}","type":"Point","data":{"time":"${time}","value":${value},"tags":${tags}}}\n`,
      );
      written++;
    }
    if (request % 200 === 0)
      batch.push(
        `{"metric":"vus","type":"Point","data":{"time":"${time}","value":${5 + (request % 7)},"tags":{}}}\n`,
      );
    if (batch.length >= 20_000) {
      if (!out.write(batch.join(''))) await once(out, 'drain');
      batch = [];
    }
  }
  out.end(batch.join(''));
  await once(out, 'finish');
}

/** The yardstick: each line through JSON.parse, counting requests and nothing else. */
async function parseEachLine(): Promise<number> {
  let requests = 0;
  for await (const line of createInterface({
    input: createReadStream(path, { highWaterMark: 1024 * 1024 }),
  })) {
    const { type, metric } = JSON.parse(line) as { type: string; metric: string };
    if (type === 'Point' && metric === 'http_req_duration') requests++;
  }
  return requests;
}

/** As above, but with lines cut from whole chunks, which costs least. */
async function parseEachLineOfChunks(): Promise<number> {
  let requests = 0;
  let rest = '';
  for await (const chunk of createReadStream(path, {
    encoding: 'utf8',
    highWaterMark: 1024 * 1024,
  }) as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      const { type, metric } = JSON.parse(line) as { type: string; metric: string };
      if (type === 'Point' && metric === 'http_req_duration') requests++;
    }
  }
  return requests;
}

async function readAll(): Promise<number> {
  const inspection = await inspectFiles([{ diskPath: path, shownPath: path, format: null }], {
    timeZone: null,
    startedAtMs: null,
  });
  return inspection.total.count ?? 0;
}

async function timed(run: () => Promise<number>): Promise<{ seconds: number; count: number }> {
  const start = performance.now();
  const count = await run();
  return { seconds: (performance.now() - start) / 1_000, count };
}

type Timed = Awaited<ReturnType<typeof timed>>;

const rounds = 5;

/** The fastest of rounds in which each reader has its turn: whatever else the machine does only slows. */
async function fastest(readers: readonly (() => Promise<number>)[]): Promise<Timed[]> {
  const runs: Timed[][] = readers.map(() => []);
  for (let round = 0; round < rounds; round++)
    for (const [i, reader] of readers.entries()) runs[i]!.push(await timed(reader));
  return runs.map((some) => some.reduce((a, b) => (b.seconds < a.seconds ? b : a)));
}

/** `wc -l`: the floor for anything that looks at every line. */
function countLines(): Promise<number> {
  return Promise.resolve(Number(spawnSync('wc', ['-l', path], { encoding: 'utf8' }).stdout.split(' ')[0]));
}

await writeLog();
const bytes = statSync(path).size;
const [readline, chunks, ours, floor] = (await fastest([
  parseEachLine,
  parseEachLineOfChunks,
  readAll,
  countLines,
])) as [Timed, Timed, Timed, Timed];
if (ours.count !== chunks.count || readline.count !== chunks.count)
  throw new Error(`The readers disagree: ${ours.count}, ${chunks.count}, ${readline.count} requests.`);
const row = (what: string, seconds: number): string =>
  `${what.padEnd(46)} ${seconds.toFixed(2)} s  ${(bytes / 1e6 / seconds).toFixed(0).padStart(5)} MB/s  ${(readline.seconds / seconds).toFixed(1)} x\n`;
process.stdout.write(
  `k6 NDJSON, ${lineCount} lines, ${(bytes / 1e6).toFixed(0)} MB, best of ${rounds} rounds\n` +
    row('JSON.parse per line (readline), counting only', readline.seconds) +
    row('JSON.parse per line (chunks), counting only', chunks.seconds) +
    row('inspect: all figures, with SHA-256 of the file', ours.seconds) +
    row('wc -l: the floor', floor.seconds),
);
