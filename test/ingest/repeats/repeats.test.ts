import { expect, test } from 'vitest';
import { inspectTexts } from '../inspect-text.ts';

const header =
  'timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,bytes,grpThreads,allThreads,Latency';

interface Row {
  readonly startMs: number;
  readonly elapsed?: number;
  readonly label?: string;
  readonly thread?: string;
  readonly ok?: boolean;
}

const csvRow = ({ startMs, elapsed = 100, label = 'Home', thread = 'U 1-1', ok = true }: Row): string =>
  `${startMs},${elapsed},${label},${ok ? '200,OK' : '500,Error'},${thread},${ok},10,5,5,50`;

const jtl = (rows: readonly Row[]): string => `${[header, ...rows.map(csvRow)].join('\n')}\n`;

const xml = (rows: readonly Row[]): string =>
  `<?xml version="1.0"?>\n<testResults version="1.2">\n${rows
    .map(
      ({ startMs, elapsed = 100, label = 'Home', thread = 'U 1-1', ok = true }) =>
        `<httpSample t="${elapsed}" ts="${startMs}" s="${ok}" lb="${label}" rc="${ok ? 200 : 500}" rm="x" tn="${thread}" na="5"/>`,
    )
    .join('\n')}\n</testResults>\n`;

/** Requests 37 ms apart, each a little slower; every tenth fails. */
const rows = (n: number, fromMs = 1_767_000_000_003): Row[] =>
  Array.from({ length: n }, (_, i) => ({
    startMs: fromMs + i * 37,
    elapsed: 20 + (i % 50),
    label: i % 3 === 0 ? 'Pay' : 'Cart',
    ok: i % 10 !== 0,
  }));

const codes = ({ files }: Awaited<ReturnType<typeof inspectTexts>>, path: string): string[] =>
  files.find((file) => file.path === path)?.warnings.map(({ code }) => code) ?? [];

test('the failed requests of a log, written again as XML, count once', async () => {
  const all = rows(40);
  const inspection = await inspectTexts({
    'kpi.jtl': jtl(all),
    'error.jtl': xml(all.filter(({ ok }) => ok === false)),
  });
  expect(inspection.total).toMatchObject({ count: 40, errors: 4 });
  expect(inspection.files[1]?.warnings).toEqual([
    {
      code: 'error-log',
      message: 'error.jtl lists 4 failed requests of kpi.jtl. They are counted once, from kpi.jtl.',
    },
  ]);
});

/** Failed rows as Taurus writes them into error.jtl: those of `Cart` with the message of an assertion. */
const errorLog = (failed: readonly Row[]): string =>
  `<?xml version="1.0"?>\n<testResults version="1.2">\n${failed
    .map(({ startMs, elapsed, label = '', thread = 'U 1-1' }) => {
      const open = `<httpSample t="${elapsed}" ts="${startMs}" s="false" lb="${label}" tn="${thread}"`;
      return label === 'Cart'
        ? `${open} rc="200" rm="OK"><assertionResult><failure>true</failure><failureMessage>No price found</failureMessage></assertionResult></httpSample>`
        : `${open} rc="500" rm="Error"/>`;
    })
    .join('\n')}\n</testResults>\n`;

test('failed assertions have the messages of the log of errors', async () => {
  const all = rows(40);
  const log = errorLog(all.filter(({ ok }) => ok === false));
  const kpi = jtl(all).replaceAll(
    /500,Error,(U 1-1,false)/g,
    (found, rest: string, at: number, text: string) =>
      text.slice(0, at).endsWith('Cart,') ? `200,OK,${rest}` : found,
  );
  const types = async (files: Readonly<Record<string, string>>) =>
    (await inspectTexts(files)).endpoints.map(({ endpoint, errorTypes }) => [endpoint, errorTypes]);
  // Rows 0, 10, 20 and 30 fail; 0 and 30 are of Pay.
  const pay = ['Pay', [{ type: '500', count: 2 }]];
  expect(await types({ 'kpi.jtl': kpi })).toEqual([pay, ['Cart', [{ type: 'failed', count: 2 }]]]);
  expect(await types({ 'kpi.jtl': kpi, 'error.jtl': log })).toEqual([
    pay,
    ['Cart', [{ type: 'No price found', count: 2 }]],
  ]);
  const one = errorLog(all.slice(20, 21));
  expect(await types({ 'kpi.jtl': kpi, 'error.jtl': one })).toEqual([
    pay,
    [
      'Cart',
      [
        { type: 'No price found', count: 1 },
        { type: 'failed', count: 1 },
      ],
    ],
  ]);
});

test('an empty log of errors beside one of requests says that none failed', async () => {
  const inspection = await inspectTexts({ 'kpi.jtl': jtl(rows(40)), 'error.jtl': xml([]) });
  expect(inspection.total.count).toBe(40);
  expect(inspection.files[1]?.warnings).toEqual([
    {
      code: 'no-errors-logged',
      message: 'error.jtl contains no sample: no request failed that it would list.',
    },
  ]);
  const alone = await inspectTexts({ 'error.jtl': xml([]) });
  expect(codes(alone, 'error.jtl')).toEqual(['no-requests']);
});

test('one failed request alone is a repeat, one successful row alone may be a coincidence', async () => {
  const all = rows(40);
  const failed = all.filter(({ ok }) => ok === false).slice(1, 2);
  expect((await inspectTexts({ 'a.jtl': jtl(all), 'b.jtl': xml(failed) })).total.count).toBe(40);
  const succeeded = all.filter(({ ok }) => ok !== false).slice(1, 2);
  expect((await inspectTexts({ 'a.jtl': jtl(all), 'b.jtl': xml(succeeded) })).total.count).toBe(41);
});

test('a whole beside its parts counts once, in any order of the files', async () => {
  const all = rows(120);
  const parts = { first: jtl(all.slice(0, 50)), second: jtl(all.slice(50)), whole: jtl(all) };
  for (const order of [
    ['whole', 'first', 'second'],
    ['second', 'whole', 'first'],
  ] as const) {
    const { total } = await inspectTexts(
      Object.fromEntries(order.map((name) => [`${name}.jtl`, parts[name]])),
    );
    expect(total).toMatchObject({ count: 120, errors: 12 });
  }
});

test('a file whose rows are spread over two others is left out', async () => {
  const [a, b] = [rows(60), rows(60, 1_767_000_000_020)];
  const both = [...a.slice(10, 30), ...b.slice(10, 30)];
  const inspection = await inspectTexts({ 'a.jtl': jtl(a), 'b.jtl': jtl(b), 'mix.jtl': jtl(both) });
  expect(inspection.total.count).toBe(120);
  expect(codes(inspection, 'mix.jtl')).toEqual(['repeated-rows']);
});

test('a row more than the other file has, and nothing is left out; the overlap is reported', async () => {
  const all = rows(60);
  const inspection = await inspectTexts({
    'a.jtl': jtl(all),
    'b.jtl': jtl([...all.slice(0, 40), { startMs: 1_767_000_001_000, elapsed: 7 }]),
  });
  expect(inspection.total.count).toBe(101);
  expect(codes(inspection, 'a.jtl')).toEqual(['overlapping-files']);
});

test('a row that occurs twice in one file and once in the other is not a repeat', async () => {
  const all = rows(30);
  const twice = [...all, ...all.slice(5, 6)];
  expect((await inspectTexts({ 'a.jtl': jtl(all), 'b.jtl': jtl(twice) })).total.count).toBe(31);
});

test('equal rows within one file all count', async () => {
  const same = Array.from({ length: 30 }, () => ({ startMs: 1_767_000_000_005 }));
  expect((await inspectTexts({ 'a.jtl': jtl(same) })).total.count).toBe(30);
});

test('generators with the same times and threads of their own both count, and their users add up', async () => {
  const of = (host: string): string =>
    jtl(rows(40).map((row, i) => ({ ...row, thread: `${host}-U 1-${i % 5}` })));
  const { total } = await inspectTexts({ 'a.jtl': of('a'), 'b.jtl': of('b') });
  expect(total).toMatchObject({ count: 80, maxUsers: 10 });
});

test('with clocks of whole seconds equal rows are normal: both files count', async () => {
  const dated = (n: number): string =>
    `timeStamp,elapsed,label,responseCode,success\n${Array.from(
      { length: n },
      (_, i) => `2026/01/02 10:00:${String(i % 60).padStart(2, '0')},20,Home,200,true`,
    ).join('\n')}\n`;
  expect((await inspectTexts({ 'a.jtl': dated(40), 'b.jtl': dated(50) })).total.count).toBe(90);
});

test('byte-identical files count once, whatever their clocks', async () => {
  const text = jtl(rows(5));
  const inspection = await inspectTexts({ 'a.jtl': text, 'b.jtl': text, 'c.jtl': text });
  expect(inspection.total.count).toBe(5);
  expect(codes(inspection, 'c.jtl')).toEqual(['repeated-file']);
  expect(inspection.files.map(({ rows: n }) => n)).toEqual([5, 5, 5]);
});

test('a log split in two halves has the users, counts and span of the whole', async () => {
  const all = rows(400);
  const whole = await inspectTexts({ 'all.jtl': jtl(all) });
  const halves = await inspectTexts({ 'b.jtl': jtl(all.slice(200)), 'a.jtl': jtl(all.slice(0, 200)) });
  expect(halves.total).toEqual(whole.total);
  expect(halves.endpoints.toSorted((a, b) => (a.endpoint < b.endpoint ? -1 : 1))).toEqual(
    whole.endpoints.toSorted((a, b) => (a.endpoint < b.endpoint ? -1 : 1)),
  );
});
