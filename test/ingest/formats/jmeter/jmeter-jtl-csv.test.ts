import { describe, expect, test } from 'vitest';
import type { Inspection } from '../../../../src/model/documents/inspection.ts';
import { inspectFixture } from '../../inspect-fixture.ts';
import { inspectText, inspectTexts } from '../../inspect-text.ts';

const countsOf = (rows: Inspection['endpoints']): Record<string, [number | null, number | null]> =>
  Object.fromEntries(rows.map(({ endpoint, count, errors }) => [endpoint, [count, errors]]));

const header =
  'timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,bytes,allThreads';
const row = (start: number, elapsed: number, label: string, thread = 'G 1-1', success = true): string =>
  `${1_700_000_000_000 + start},${elapsed},${label},200,OK,${thread},text,${success},10,1`;

describe('the log of a shop', async () => {
  const inspection = await inspectFixture('jmeter/shop.jtl');

  test('counts calls, yields sub-results to their parent and leaves transactions with calls out', () => {
    expect(countsOf(inspection.endpoints)).toEqual({
      Home: [1, 0],
      'Find "blue, green"': [1, 0],
      Pay: [2, 1],
      Confirm: [1, 1],
      'Whole page': [2, 0],
    });
    expect(inspection.total).toMatchObject({ count: 7, errors: 2, maxUsers: 3 });
  });

  test('knows transactions whose calls come before them and after them', () => {
    expect(countsOf(inspection.transactions)).toEqual({ Visit: [1, 0], Checkout: [1, 1] });
  });

  test('names errors by code, or by the text of the failure where the code tells nothing', () => {
    const types = inspection.endpoints.flatMap((one) => one.errorTypes.map((error) => error.type));
    expect(types).toEqual([
      'Non HTTP response code: java.net.ConnectException',
      'Expected "thanks", got an empty page',
    ]);
  });

  test('a response code of 500 with success is a success', () => {
    const pay = inspection.endpoints.find((one) => one.endpoint === 'Pay');
    expect(pay?.latencyMs).toMatchObject({ source: 'exact', min: 20, max: 300, mean: 160, p50: 160 });
    expect(pay?.latencyOkMs).toMatchObject({ min: 300, max: 300 });
  });

  test('counts every row and says what it left out', () => {
    expect(inspection.files[0]).toMatchObject({
      format: 'jmeter-jtl-csv',
      rows: 11,
      refused: { count: 0 },
      warnings: [{ code: 'sub-results' }],
    });
    expect(inspection.startedAt).toBe('2023-11-14T22:13:20.000Z');
    expect(inspection.durationSeconds).toBe(2.2);
  });
});

test.each([
  ['semicolons', ';', 'timeStamp;elapsed;label;responseCode;success\n'],
  ['tabs', '\t', 'timeStamp\telapsed\tlabel\tresponseCode\tsuccess\n'],
  ['columns in another order of names', ',', '"timeStamp","elapsed","label","responseCode","success"\r\n'],
])('reads %s', async (_, delimiter, head) => {
  const rows = [
    ['1700000000000', '10', '"a, b; c\td"', '200', 'true'],
    ['1700000000005', '30', '"a, b; c\td"', '503', 'false'],
  ];
  const inspection = await inspectText(head + rows.map((fields) => fields.join(delimiter)).join('\r\n'));
  expect(inspection.endpoints).toMatchObject([
    { endpoint: 'a, b; c d', count: 2, errors: 1, errorTypes: [{ type: '503', count: 1 }] },
  ]);
});

test.each([
  ['9', '1700000000000,12,Get,200,OK,T 1-1,text,true,99', null],
  ['10', '1700000000000,12,Get,200,OK,T 1-1,text,true,99,11', null],
  ['12', '1700000000000,12,Get,200,OK,T 1-1,text,true,99,3,7,11', 7],
  ['14', '1700000000000,12,Get,200,OK,T 1-1,text,true,,99,3,7,11,0', 7],
  ['16', '1700000000000,12,Get,200,OK,T 1-1,text,true,,99,55,3,7,11,0,2', 7],
  ['17', '1700000000000,12,Get,200,OK,T 1-1,text,true,,99,55,3,7,http://a.test/,11,0,2', 7],
])('reads %s columns without a header', async (_, line, users) => {
  const inspection = await inspectText(`${line}\n`);
  expect(inspection.files[0]).toMatchObject({ format: 'jmeter-jtl-csv', rows: 1 });
  expect(inspection.endpoints).toMatchObject([{ endpoint: 'Get', count: 1, latencyMs: { max: 12 } }]);
  expect(inspection.total.maxUsers).toBe(users);
});

test('takes formatted dates as UTC with a warning, or in the given zone', async () => {
  const text = `timeStamp,elapsed,label,success\n2024/03/05 10:00:00.250,5,a,true\n`;
  const utc = await inspectText(text);
  expect(utc.startedAt).toBe('2024-03-05T10:00:00.250Z');
  expect(utc.files[0]?.warnings).toMatchObject([{ code: 'no-time-zone' }]);
  const zoned = await inspectText(text, 'Europe/Berlin');
  expect(zoned.startedAt).toBe('2024-03-05T09:00:00.250Z');
  expect(zoned.files[0]?.warnings).toEqual([]);
});

test('refuses bad rows with line and reason and counts the rest', async () => {
  const { files, total } = await inspectText(
    [
      header,
      row(0, 5, 'a'),
      'yesterday,5,a,200,OK,T,text,true,1,1',
      row(9, -4, 'a'),
      row(9, 4, 'a'),
      '17000',
    ].join('\n'),
  );
  expect(total.count).toBe(2);
  expect(files[0]).toMatchObject({
    rows: 5,
    refused: {
      count: 3,
      first: [
        {
          line: 3,
          reason:
            '`timeStamp` must be an epoch or a date and time (yyyy-MM-dd, yyyy/MM/dd, dd.MM.yyyy, MM/dd/yy HH:mm:ss), got "yesterday"',
        },
        { line: 4, reason: '`elapsed` must be whole milliseconds from 0 up, got "-4"' },
        { line: 6, reason: '`elapsed` is missing' },
      ],
    },
  });
});

test('a file without one usable row is an error that says why', async () => {
  const { files } = await inspectText(`${header}\n2001/20/20 12:05:05.123,5,a,200,OK,T,text,true,1,1\n`);
  expect(files[0]?.error).toMatchObject({ code: 'no-usable-row' });
  expect(files[0]?.error?.message).toContain('Line 2: `timeStamp`');
});

test('a header alone is an error, not zero requests', async () => {
  const { files } = await inspectText(`${header}\n`);
  expect(files[0]?.error).toMatchObject({ code: 'no-rows' });
});

test('without flag and code it is unknown how many requests failed', async () => {
  const { endpoints, files } = await inspectText(
    'timeStamp,elapsed,label,allThreads\n1700000000000,5,a,1\n1700000000010,7,a,1\n',
  );
  expect(endpoints).toMatchObject([{ count: 2, errors: null, latencyMs: { mean: 6 }, latencyOkMs: null }]);
  expect(files[0]?.warnings).toMatchObject([{ code: 'no-outcomes' }]);
});

test('warns of a header in the midst of the file', async () => {
  const { files, total } = await inspectText([header, row(0, 5, 'a'), header, row(5_000, 5, 'a')].join('\n'));
  expect(files[0]).toMatchObject({ rows: 2, warnings: [{ code: 'appended-runs' }] });
  expect(total.count).toBe(2);
});

test('warns of an idle time that is out of proportion, not of an even pace', async () => {
  const paced = Array.from({ length: 30 }, (_, i) => row(i * 3_000, 20, 'a'));
  expect((await inspectText([header, ...paced].join('\n'))).files[0]?.warnings).toEqual([]);
  // The second of two users ends before the other: the threads of a run end with it.
  const busy = (from: number): string[] =>
    Array.from({ length: 30 }, (_, i) => row(from + i * 20, 20, 'a').replace(/,1$/, i < 25 ? ',2' : ',1'));
  const { files } = await inspectText([header, ...busy(0), ...busy(10_000), ...busy(20_000)].join('\n'));
  expect(files[0]?.warnings).toMatchObject([{ code: 'appended-runs' }]);
  expect(files[0]?.warnings[0]?.message).toContain('3 runs');
});

test('labels that only look like sub-results stay endpoints', async () => {
  const { endpoints } = await inspectText(
    [
      header,
      row(0, 10, 'Step'),
      row(50, 10, 'Step-1'),
      row(100, 10, 'Step-2'),
      row(0, 200, 'Step', 'G 1-2'),
    ].join('\n'),
  );
  expect(countsOf(endpoints)).toEqual({ Step: [2, 0], 'Step-1': [1, 0], 'Step-2': [1, 0] });
});

test('sub-results before their parent yield as well', async () => {
  const { endpoints } = await inspectText(
    [header, row(0, 10, 'Page-0'), row(10, 5, 'Page-1'), row(0, 15, 'Page')].join('\n'),
  );
  expect(countsOf(endpoints)).toEqual({ Page: [1, 0] });
});

test('a label that is a call and a transaction is both', async () => {
  const message = '"Number of samples in transaction : 1, number of failing samples : 0"';
  const { endpoints, transactions } = await inspectText(
    [
      header,
      row(0, 10, 'Login'),
      `1700000000000,12,Login,200,${message},G 1-1,,true,10,1`,
      row(20, 10, 'Login'),
      `1700000000020,12,Login,200,${message},G 1-1,,true,10,1`,
    ].join('\n'),
  );
  expect(countsOf(endpoints)).toEqual({ Login: [2, 0] });
  expect(countsOf(transactions)).toEqual({ Login: [2, 0] });
});

test('knows transactions that begin only far into the file', async () => {
  const message = '"Number of samples in transaction : 2, number of failing samples : 0"';
  const plain = Array.from({ length: 8_000 }, (_, i) => row(i * 10, 5, 'Ping', `G 1-${i % 50}`));
  const nested = Array.from({ length: 50 }, (_, i) => [
    row(90_000 + i, 5, 'Buy', `G 1-${i}`),
    row(90_010 + i, 5, 'Pay', `G 1-${i}`),
    `${1_700_000_090_000 + i},20,Order,200,${message},G 1-${i},,true,10,1`,
  ]).flat();
  const { endpoints, transactions } = await inspectText([header, ...plain, ...nested].join('\n'));
  expect(countsOf(endpoints)).toEqual({ Ping: [8_000, 0], Buy: [50, 0], Pay: [50, 0] });
  expect(countsOf(transactions)).toEqual({ Order: [50, 0] });
});

test('a row of several samples counts each with their mean, and says so', async () => {
  const { endpoints, files } = await inspectText(
    'timeStamp,elapsed,label,success,SampleCount,ErrorCount\n1700000000000,90,a,false,3,1\n',
  );
  expect(endpoints).toMatchObject([{ count: 3, errors: 1, latencyMs: { min: 30, max: 30, mean: 30 } }]);
  expect(files[0]).toMatchObject({ rows: 1, warnings: [{ code: 'summed-samples' }] });
});

test('does not take PerfMon readings for requests', async () => {
  const readings = [
    '1700000000000,25000,10.0.0.9 CPU,,,,,true,0,0',
    '1700000001000,81000,10.0.0.9 Memory,,,,,true,0,0',
  ];
  expect((await inspectText([header, ...readings].join('\n'))).files[0]?.format).not.toBe('jmeter-jtl-csv');
  const mixed = await inspectText([header, row(0, 5, 'a'), ...readings].join('\n'));
  expect(mixed.total.count).toBe(1);
  expect(mixed.files[0]?.refused).toMatchObject({ count: 2, first: [{ line: 3 }, { line: 4 }] });
});

test('files of several generators are one test', async () => {
  const { endpoints, files } = await inspectTexts({
    'a.jtl': [header, row(0, 10, 'a'), row(10, 30, 'a')].join('\n'),
    'b.jtl': [header, row(5, 20, 'a')].join('\n'),
  });
  expect(endpoints).toMatchObject([{ endpoint: 'a', count: 3, latencyMs: { p50: 20 } }]);
  expect(files.map((file) => file.rows)).toEqual([2, 1]);
});

test('a file without a usable row beside good ones is reported, and the others count', async () => {
  const { total, files } = await inspectTexts({
    'bad.jtl': `${header}\nno time,5,a,200,OK,T,text,true,1,1\n`,
    'good.jtl': [header, row(0, 10, 'a')].join('\n'),
  });
  expect(total.count).toBe(1);
  expect(files).toMatchObject([
    { rows: 1, refused: { count: 1 }, warnings: [{ code: 'no-usable-row' }] },
    { rows: 1, refused: { count: 0 }, warnings: [] },
  ]);
});

test('reads UTF-16, a byte order mark and a file without final newline alike', async () => {
  const text = [header, row(0, 10, 'Größe')].join('\r\n');
  for (const bytes of [text, `\uFEFF${text}`, Buffer.from(`\uFEFF${text}`, 'utf16le')])
    expect((await inspectText(bytes)).endpoints).toMatchObject([{ endpoint: 'Größe', count: 1 }]);
});

test('devices that all wait between their requests are one run, however long they wait', async () => {
  const round = (from: number): string[] =>
    Array.from({ length: 15 }, (_, i) =>
      row(from + i * 200, 80, 'send', `G 1-${i + 1}`).replace(/,1$/, ',15'),
    );
  const rounds = [0, 1, 2, 3, 4].flatMap((i) => round(i * 600_000));
  expect((await inspectText([header, ...rounds].join('\n'))).files[0]?.warnings).toEqual([]);
});

const dated = (...times: string[]): string =>
  ['timeStamp,elapsed,label,success', ...times.map((time) => `${time},5,a,true`)].join('\n');

test.each([
  ['12/29/25 09:20:00', '2025-12-29T09:20:00.000Z'],
  ['29/12/2025 09:20:00', '2025-12-29T09:20:00.000Z'],
  ['29.12.2025 09:20:00,250', '2025-12-29T09:20:00.250Z'],
  ['03.04.2025 09:20:00', '2025-04-03T09:20:00.000Z'],
  ['03/04/25 09:20:00', '2025-03-04T09:20:00.000Z'],
  ['1767000000', '2025-12-29T09:20:00.000Z'],
  ['1767000000.5', '2025-12-29T09:20:00.500Z'],
  ['1767000000000', '2025-12-29T09:20:00.000Z'],
])('a time written as %s is read', async (text, wanted) => {
  expect((await inspectText(dated(text.includes(',') ? `"${text}"` : text), 'UTC')).startedAt).toBe(wanted);
});

test('a day that may be a month is no guess', async () => {
  const { files } = await inspectText(dated('03/04/2025 09:20:00'), 'UTC');
  expect(files[0]?.error?.message).toContain('MM/dd/yy');
});

test('times that a spreadsheet rounded are named as such', async () => {
  const { files } = await inspectText(dated('1.767E+12'));
  expect(files[0]?.error?.message).toContain('rounded by a spreadsheet');
});

test('the thirteen fields without header that tools around JMeter wrote', async () => {
  const { endpoints, total } = await inspectText(
    `1767000000000,100,Home,200,Users 1-1,true,2048,3,3,95,1,0,null
1767000000200,300,Home,500,Users 1-2,false,2048,3,4,105,1,1,null
`,
  );
  expect(endpoints).toMatchObject([{ endpoint: 'Home', count: 2, errors: 1, latencyMs: { mean: 200 } }]);
  expect(total.maxUsers).toBe(4);
});

test('transactions inside a transaction that come before their calls are not requests', async () => {
  const of = (startMs: number, elapsed: number, label: string, samples: number | null): string =>
    `${startMs},${elapsed},${label},200,${samples === null ? 'OK' : `"Number of samples in transaction : ${samples}, number of failing samples : 0"`},T 1-1,true`;
  const { endpoints, transactions, total } = await inspectText(
    [
      'timeStamp,elapsed,label,responseCode,responseMessage,threadName,success',
      of(1_700_000_000_000, 100, 'Inner A', 1),
      of(1_700_000_000_200, 100, 'Inner B', 1),
      of(1_700_000_000_000, 400, 'Journey', 2),
      of(1_700_000_000_000, 100, 'GET /a', null),
      of(1_700_000_000_200, 100, 'GET /b', null),
    ].join('\n') + '\n',
  );
  expect(total.count).toBe(2);
  expect(endpoints.map(({ endpoint }) => endpoint)).toEqual(['GET /a', 'GET /b']);
  expect(transactions).toHaveLength(3);
});
