import { describe, expect, it } from 'vitest';
import type { Inspection } from '../../../../src/model/documents/inspection.ts';
import { inspectAs } from '../../inspect-text.ts';

const read = (...lines: readonly string[]): Promise<Inspection> =>
  inspectAs(lines.join('\n') + '\n', 'jmeter-jtl-csv');
const counts = ({ endpoints }: Inspection): unknown[] =>
  endpoints.map(({ endpoint, count, errors }) => [endpoint, count, errors]);
const reasons = ({ files }: Inspection): unknown[] =>
  files[0]?.refused.first.map(({ reason }) => reason) ?? [];

describe('a row of a JTL file', () => {
  const header = 'timeStamp,elapsed,label,success';

  it('may take no time at all', async () => {
    const found = await read(header, '1700000000000,0,a,true', '1700000000001,-1,a,true');
    expect(counts(found)).toEqual([['a', 1, 0]]);
    expect(found.endpoints[0]?.latencyMs?.max).toBe(0);
  });

  it('has its label wherever the column is, and needs it', async () => {
    const first = await read('label,timeStamp,elapsed,success', 'a,1700000000000,5,true');
    expect(counts(first)).toEqual([['a', 1, 0]]);
    const last = await read(
      'timeStamp,elapsed,success,label',
      '1700000000000,5,true,a',
      '1700000000001,5,true',
    );
    expect(counts(last)).toEqual([['a', 1, 0]]);
    expect(reasons(last)).toEqual(['`label` is missing']);
    expect(counts(await read('timeStamp,elapsed,success', '1700000000000,5,true'))).toEqual([['*', 1, 0]]);
  });

  it('has its time in milliseconds from 1e11 on', async () => {
    // 150,000,000 s after 1970 are 1,736 days and 9,600 s.
    expect((await read(header, '150000000000,5,a,true')).startedAt).toBe('1974-10-03T02:40:00.000Z');
  });

  it('has failed if the flag says so, in whichever column, and whatever the code is', async () => {
    const found = await read(
      'success,timeStamp,elapsed,label,responseCode',
      'TRUE,1700000000000,5,a,500',
      'False,1700000000001,5,a,200',
      'maybe,1700000000002,5,a,200',
      'talse,1700000000003,5,a,200',
      'fals,1700000000003,5,a,200',
    );
    expect(counts(found)).toEqual([['a', 2, 1]]);
    expect(found.files[0]?.refused.count).toBe(3);
  });

  it('has failed by its code, if there is no flag', async () => {
    const found = await read(
      'responseCode,timeStamp,elapsed,label',
      '500,1700000000000,5,a',
      '200,1700000000001,5,a',
    );
    expect(counts(found)).toEqual([['a', 2, 1]]);
  });

  it('is a request if it has no code at all, although its label looks like a reading', async () => {
    expect(counts(await read(header, '1700000000000,5,Upgrade CPU,true'))).toEqual([['Upgrade CPU', 1, 0]]);
  });

  it('has as many users as the file says', async () => {
    const users = await read(`allThreads,${header}`, '3,1700000000000,5,a,true');
    expect(users.total.maxUsers).toBe(3);
    expect((await read(header, '1700000000000,5,a,true')).total.maxUsers).toBeNull();
  });
});

describe('a row of several samples', () => {
  const header = 'timeStamp,elapsed,label,success,SampleCount';

  it('has failed as a whole, if their number of errors is unknown', async () => {
    const found = await read(header, '1700000000000,30,a,false,3', '1700000000100,30,b,true,3');
    expect(counts(found)).toEqual([
      ['a', 3, 3],
      ['b', 3, 0],
    ]);
  });

  it('stands for a million at most', async () => {
    const found = await read(header, '1700000000000,30,a,true,1000001', '1700000000000,30,a,true,2');
    expect(counts(found)).toEqual([['a', 2, 0]]);
    expect(reasons(found)).toEqual(['`SampleCount` must be a count of at most 1,000,000, got "1000001"']);
  });

  it('is a plain one if it stands for one', async () => {
    const found = await read(header, '1700000000000,30,a,true,1');
    expect(counts(found)).toEqual([['a', 1, 0]]);
    expect(found.files[0]?.warnings).toEqual([]);
  });
});

describe('transactions of a JTL file', () => {
  const message = '"Number of samples in transaction : 1, number of failing samples : 0"';

  it('are known by their message, wherever the column is, and only where a row has it', async () => {
    const found = await read(
      'responseMessage,timeStamp,elapsed,label,threadName,success',
      'OK,1700000000000,10,Get,T 1,true',
      `${message},1700000000000,10,Visit,T 1,true`,
    );
    expect(counts(found)).toEqual([['Get', 1, 0]]);
    expect(found.transactions).toMatchObject([{ endpoint: 'Visit', count: 1 }]);
    const short = await read(
      'timeStamp,elapsed,label,threadName,success,responseMessage',
      '1700000000000,10,Get,T 1,true,OK',
      `1700000000000,10,Visit,T 1,true,${message}`,
      '1700000000020,10,Get,T 1,true',
    );
    expect(counts(short)).toEqual([['Get', 2, 0]]);
  });

  const header = 'timeStamp,elapsed,label,threadName,success,responseMessage';
  const call = (start: number, label: string, thread: string, elapsed = 10): string =>
    `${1_700_000_000_000 + start},${elapsed},${label},${thread},true,OK`;
  const transaction = (start: number, label: string, thread: string, elapsed = 10): string =>
    `${1_700_000_000_000 + start},${elapsed},${label},${thread},true,${message}`;

  it('count as requests unless the calls of more than half of them are rows', async () => {
    const half = [call(0, 'Get', 'T 1'), transaction(0, 'Visit', 'T 1'), transaction(0, 'Visit', 'T 2')];
    expect(counts(await read(header, ...half))).toEqual([
      ['Get', 1, 0],
      ['Visit', 2, 0],
    ]);
    const most = [...half, call(50, 'Get', 'T 1'), transaction(50, 'Visit', 'T 1')];
    expect(counts(await read(header, ...most))).toEqual([['Get', 2, 0]]);
  });

  it('of a file that names no threads count as requests only without calls', async () => {
    const rows = (withCall: boolean): Promise<Inspection> =>
      read(
        'timeStamp,elapsed,label,success,responseMessage',
        ...(withCall ? ['1700000000000,10,Get,true,OK'] : []),
        `1700000000000,10,Visit,true,${message}`,
      );
    expect(counts(await rows(true))).toEqual([['Get', 1, 0]]);
    expect(counts(await rows(false))).toEqual([['Visit', 1, 0]]);
  });

  it('that contain no sample prove nothing', async () => {
    const empty = transaction(0, 'Idle', 'T 1').replace('transaction : 1', 'transaction : 0');
    expect(counts(await read(header, empty))).toEqual([['Idle', 1, 0]]);
    const found = await read(header, empty, call(20, 'Get', 'T 1'));
    expect(counts(found)).toEqual([['Get', 1, 0]]);
  });

  it('leave sub-results in unless more than half of them lie within their parent', async () => {
    const half = [call(0, 'Page-0', 'T 1'), call(0, 'Page', 'T 1', 20), call(500, 'Page-0', 'T 1')];
    expect(counts(await read(header, ...half))).toEqual([
      ['Page', 1, 0],
      ['Page-0', 2, 0],
    ]);
    const most = [...half, call(900, 'Page-0', 'T 1'), call(900, 'Page', 'T 1', 20)];
    expect(counts(await read(header, ...most))).toEqual([['Page', 2, 0]]);
  });

  it('have no part in sub-results without a parent', async () => {
    expect(counts(await read(header, call(0, 'Step-1', 'T 1'), call(20, 'Get', 'T 1')))).toEqual([
      ['Get', 1, 0],
      ['Step-1', 1, 0],
    ]);
  });
});
