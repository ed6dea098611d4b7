import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { perfolio } from '../perfolio.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-inspect-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, ...lines: readonly string[]): void =>
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`);

describe('inspect', () => {
  it('counts transactions and lists them apart', async () => {
    write(
      'results.jtl',
      'timeStamp,elapsed,label,responseCode,responseMessage,threadName,success',
      '1795514400000,100,login,200,OK,t 1-1,true',
      '1795514400100,200,list,200,OK,t 1-1,true',
      '1795514400000,300,checkout,200,"Number of samples in transaction : 2, number of failing samples : 0",t 1-1,true',
    );
    const { out, code } = await perfolio(folder, ['inspect', 'results.jtl']);
    expect(code).toBe(0);
    expect(out).toContain('3 rows');
    expect(out).toContain('\n2 requests in total\n');
    expect(out).toMatch(
      /\n1 transaction, not counted as a request: it spans other requests\n\ntransaction .*\ncheckout +1 +0 +300 /,
    );
  });

  it('uses the singular for one row and one request', async () => {
    write('requests.csv', 'timestamp,endpoint,duration_ms,ok', '2026-11-20T10:00:00Z,a,5,true');
    const { out } = await perfolio(folder, ['inspect', 'requests.csv']);
    expect(out).toMatch(/^requests\.csv\n {2}Perfolio \(tidy-requests\), 64\sB, 1 row\n/);
    expect(out).toContain('\n1 request in total\n');
  });

  it('says nothing of transactions where there are none', async () => {
    write('requests.csv', 'timestamp,endpoint,duration_ms,ok', '2026-11-20T10:00:00Z,a,5,true');
    expect((await perfolio(folder, ['inspect', 'requests.csv'])).out).not.toContain('transaction');
  });

  it('does not call a file read of which no row has the format that was named', async () => {
    write('requests.csv', 'timestamp,endpoint,duration_ms,ok', '2026-11-20T10:00:00Z,a,5,true');
    const named = ['inspect', 'requests.csv', '--format', 'hey-csv'];
    const { out, err, code } = await perfolio(folder, [...named, '--json']);
    expect(code).toBe(1);
    expect(err).toBe('requests.csv: no row could be read as hey-csv. Omit --format to detect the format.\n');
    expect(JSON.parse(out)).toMatchObject({ files: [{ rows: 1, refused: { count: 1 } }] });
    // One good row, and the format is right.
    write(
      'requests.csv',
      'timestamp,endpoint,duration_ms,ok',
      '2026-11-20T10:00:00Z,a,5,true',
      'never,a,5,true',
    );
    const right = ['inspect', 'requests.csv', '--format', 'tidy-requests'];
    expect(await perfolio(folder, right)).toMatchObject({ err: '', code: 0 });
  });

  it.each([
    ['--format', 'tidy-request', 'Did you mean `tidy-requests`?'],
    ['--format', 'csv of my own make', 'Known: `'],
    ['--time-zone', 'Europe/Berln', 'Did you mean `Europe/Berlin`?'],
    ['--time-zone', '', 'Known: `'],
  ])('is wrong usage with %s "%s", whatever the file contains', async (option, value, hint) => {
    // Its times carry a zone: nothing would ever have asked for the other.
    write('requests.csv', 'timestamp,endpoint,duration_ms,ok', '2026-11-20T10:00:00Z,a,5,true');
    const { out, err, code } = await perfolio(folder, ['inspect', 'requests.csv', option, value, '--json']);
    expect({ out, code }).toEqual({ out: '', code: 2 });
    expect(err).toContain(hint);
  });

  it('takes times without a zone in the one that is named', async () => {
    write('requests.csv', 'timestamp,endpoint,duration_ms,ok', '2026-11-20T10:00:00,a,5,true');
    const { out } = await perfolio(folder, [
      'inspect',
      'requests.csv',
      '--time-zone',
      'Europe/Berlin',
      '--json',
    ]);
    expect(JSON.parse(out)).toMatchObject({ startedAt: '2026-11-20T09:00:00.000Z' });
  });
});
