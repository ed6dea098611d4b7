import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runtimeOf } from '../../../src/ingest/fields/runtime-name.ts';
import type { RunMeasures } from '../../../src/model/run-measures.ts';
import { loadModelOf } from '../../../src/project/runs/load-model.ts';
import { openWorkspace } from '../../../src/project/workspace.ts';
import { checkoutPaths } from '../../../src/store/paths.ts';

const top = mkdtempSync(join(tmpdir(), 'perfolio-stated-'));
afterAll(() => rmSync(top, { recursive: true }));
let made = 0;

async function measured(files: Readonly<Record<string, string>>): Promise<RunMeasures> {
  const folder = join(top, String(++made));
  mkdirSync(join(folder, 'data/r1'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'data/r1', name), text);
  const { reports } = await openWorkspace(
    checkoutPaths({ shownFrom: folder, data: join(folder, 'data'), content: join(folder, 'content') }),
  );
  return reports[0]!.measures;
}

const mprof =
  'CMDLINE /usr/bin/python3.11 serve.py --key secret\nMEM 10.5 1795419766.6\nMEM 11.5 1795419767.6\n';

const pidstat = (...commands: string[]): string =>
  [
    'Linux 6.1.0 (vm) \t11/23/26 \t_x86_64_\t(2 CPU)',
    '',
    '# Time        UID       PID    %usr %system  %guest   %wait    %CPU   CPU  minflt/s  majflt/s     VSZ     RSS   %MEM  Command',
    ...commands.map(
      (command, i) =>
        `07:42:16        0     1636${i}    2.00    2.00    0.00    5.00    4.00     1     83.00      0.00 1013060   56960   0.23  ${command}`,
    ),
    '',
  ].join('\n');

test.each([
  ['/usr/bin/python3.11', 'Python 3.11'],
  ['python', 'Python'],
  ['node', 'Node'],
  ['C:\\tools\\java.exe', 'Java'],
  ['postgres', null],
])('the runtime of %s is %s', (command, runtime) => {
  expect(runtimeOf(command)).toBe(runtime);
});

test('samplers of memory and CPU state the runtime, unless processes differ', async () => {
  const one = await measured({ 'memory.dat': mprof });
  expect(one.systemFromFiles).toEqual({ runtime: 'Python 3.11' });
  expect(
    (await measured({ 'memory.dat': mprof, 'pidstat.txt': pidstat('node') })).systemFromFiles.runtime,
  ).toBeUndefined();
  expect(
    (await measured({ 'memory.dat': mprof, 'pidstat.txt': pidstat('python3') })).systemFromFiles.runtime,
  ).toBe('Python 3.11');
  expect((await measured({ 'pidstat.txt': pidstat('node') })).systemFromFiles.runtime).toBe('Node');
  expect(
    (await measured({ 'pidstat.txt': pidstat('node', 'nginx') })).systemFromFiles.runtime,
  ).toBeUndefined();
});

const console = (...scenarios: string[]): string =>
  `     scenarios: (100.00%) ${scenarios.length} scenarios\n${scenarios.map((one) => `              * ${one}\n`).join('')}

     http_req_duration..............: avg=35.96ms min=34.25µs med=5.54ms max=780.23ms p(90)=117.31ms p(95)=165.28ms
     http_req_failed................: 0.00% 0 out of 100
     http_reqs......................: 100 10/s
     vus............................: 5 min=1 max=20
`;

test.each([
  [['a: 20 looping VUs for 35s (gracefulStop: 30s)'], 'closed'],
  [['a: Up to 3000 looping VUs for 45s over 4 stages (gracefulRampDown: 30s)'], 'closed'],
  [['a: 200.00 iterations/s for 35s (maxVUs: 20-200, gracefulStop: 30s)'], 'open'],
  [['a: 20 looping VUs for 35s', 'b: 200.00 iterations/s for 35s (maxVUs: 20-200)'], undefined],
  [[], undefined],
])('the list of scenarios of k6, %j, has the load model %s', async (scenarios, model) => {
  const { sources } = await measured({ 'k6.txt': console(...scenarios) });
  expect(sources[0]?.format).toBe('k6-console-text');
  expect(loadModelOf(sources)).toBe(model);
});
