import { expect, test } from 'vitest';
import { inspectText, inspectTexts } from '../inspect-text.ts';

test.each([
  ['requests.csv', 'ok', 'timestamp,endpoint,duration_ms,ok,ok\n2026-11-20T10:00:00Z,list,12,true,false\n'],
  [
    'requests.csv',
    'users',
    'users,timestamp,endpoint,duration_ms,ok, users \n1,2026-11-20T10:00:00Z,list,12,true,2\n',
  ],
  [
    'memory.csv',
    'memory_mb',
    'timestamp,operation,phase,memory_mb,memory_mb\n2026-11-20T10:00:00Z,load,base,10,20\n',
  ],
  ['memory.csv', 'peak_mb', 'operation,base_mb,peak_mb,peak_mb,final_mb,gc_recovered_mb\nload,1,2,3,2,\n'],
  ['cpu.csv', 'cpu_percent', 'timestamp,scenario,cpu_percent,cpu_percent\n2026-11-20T10:00:00Z,,10,20\n'],
  ['cpu.csv', 'core_1', 'timestamp,scenario,cpu_percent,core_1,core_1\n2026-11-20T10:00:00Z,,10,1,2\n'],
  ['cpu.csv', 'cores', 'scenario,average_percent,peak_percent,cores,cores\nbrowse,10,20,2,4\n'],
])('%s with the column `%s` twice is refused: which one counts would be a guess', async (_, column, text) => {
  const { files, total } = await inspectText(text);
  expect(files[0]!.error).toEqual({
    code: 'repeated-column',
    message: `The header names the column \`${column}\` 2 times.`,
    hint: 'Keep one of them, and rename or remove the others.',
  });
  expect(total.count).toBe(0);
});

test('a repeated column that is not read does no harm', async () => {
  const { files, total } = await inspectText(
    'timestamp,endpoint,duration_ms,ok,note,note\n2026-11-20T10:00:00Z,list,12,true,a,b\n',
  );
  expect(files[0]!.error).toBeNull();
  expect(total.count).toBe(1);
});

test('a repeated column costs its own file alone', async () => {
  const header = 'timestamp,endpoint,duration_ms,ok';
  const { files, total } = await inspectTexts({
    'good.csv': `${header}\n2026-11-20T10:00:00Z,list,12,true\n`,
    'bad.csv': `${header},ok\n2026-11-20T10:00:00Z,list,12,true,true\n`,
  });
  expect(files.map(({ path, error }) => [path, error?.code])).toEqual([
    ['good.csv', undefined],
    ['bad.csv', 'repeated-column'],
  ]);
  expect(total.count).toBe(1);
});
