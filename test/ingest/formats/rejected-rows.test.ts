import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inspectText } from '../inspect-text.ts';

const raw = (file: string): string =>
  readFileSync(join(import.meta.dirname, '../../fixtures/raw', file), 'utf8');
// Without its last row, which is cut.
const vmstat = raw('vmstat/timed.txt').replace(/\n.*\n?$/, '\n');
const sadf = '# hostname;interval;timestamp;CPU;%user;%nice;%system;%iowait;%steal;%idle';
const jmh = 'Benchmark   Mode  Cnt    Score   Error  Units';
const kubectl = 'NAME   CPU(cores)   MEMORY(bytes)';
const psutil = 'timestamp,cpu_percent,rss_mb';
const hit = '1795168800000000000,200,10000000,0,51,,Ym9keQ==,cart,0,GET,http://shop.test/cart,\n';
const k6 = 'metric_name,timestamp,metric_value,method,name,status,url';

/** A good row, then one of which something is missing or is no value: what of the file is rejected, and why. */
const texts: readonly (readonly [format: string, text: string, line: number, reason: RegExp])[] = [
  ['vegeta-encode-csv', `${hit}${hit}1795168800500000000,200,20000000\n`, 3, /12 .* columns, got 3/],
  ['vegeta-encode-csv', `${hit}${hit}${hit.replace('1795168800000000000', 'now')}`, 3, /epoch nanoseconds/],
  ['vegeta-encode-csv', `${hit}${hit}${hit.replace(',10000000,', ',-1,')}`, 3, /"-1"/],
  [
    'k6-csv',
    `${k6}\nhttp_req_duration,1795168800,5,GET,a,200,/a\nvus,1795168800\n`,
    3,
    /fewer than three fields/,
  ],
  [
    'k6-csv',
    `${k6}\nhttp_req_duration,1795168800,5,GET,a,200,/a\nhttp_req_duration,1795168800,5,GET\n`,
    3,
    /fewer fields than the header/,
  ],
  [
    'k6-csv',
    `${k6}\nhttp_req_duration,1795168800,5,GET,a,200,/a\nhttp_req_duration,1795168800,-5,GET,a,200,/a\n`,
    3,
    /from 0 up, got "-5"/,
  ],
  ['vmstat', vmstat.replace('50 20 30  0  0', '50 20 xx  0  0'), 4, /no idle percentage or time/],
  ['vmstat', vmstat.replace('50 20 30  0  0', '50 20 101  0  0'), 4, /no idle percentage or time/],
  ['psutil-csv', `${psutil}\n1796000000,10,5\nsoon,10,5\n`, 3, /the time must be .* got "soon"/],
  ['psutil-csv', `${psutil}\n1796000000,10,5\n1796000001,,\n`, 3, /neither memory nor CPU/],
  ['psutil-csv', `${psutil}\n1796000000,10,5\n1796000001,-4,5\n`, 3, /`cpu_percent` must be .* got "-4"/],
  [
    'pgbench-log',
    '0 1 2000 0 1790000000 502000\n0 2 2000 0 1790000000 504000\n0 3 2000 0 1790000000 506000\n0 1 2000 0\n',
    4,
    /at least six whole numbers/,
  ],
  [
    'jmh-text',
    `${jmh}\nA.run  avgt    5   12.000 ± 0.1  ms/op\nA.cut  avgt    5   fast ± 0.1  ms/op\n`,
    3,
    /the score must be a number/,
  ],
  [
    'kubectl-top',
    `${kubectl}\na   250m   178Mi\nb   250m   178Mb\n`,
    3,
    /memory must be bytes .* got "178Mb"/,
  ],
  ['kubectl-top', `${kubectl}\na   250m   178Mi\nb   250x   178Mi\n`, 3, /CPU must be cores .* got "250x"/],
  ['cargo-bench', raw('cargo-bench/out.txt'), 4, /expected a time such as/],
  [
    'psrecord-log',
    raw('psrecord/activity.log').replace('150.000', 'busy'),
    3,
    /elapsed time, CPU and memory/,
  ],
  ['iostat-text', raw('sysstat/iostat.txt').replace('99.00', 'idle'), 5, /a number for %idle/],
  [
    'sadf-csv',
    `${sadf}\nhost-a;1;2026-11-20 10:00:01 UTC;-1;30;0;10;0;0;60\nhost-a;1;2026-11-20 10:00:02 UTC;-1;30;0;10;0;0;x\n`,
    3,
    /idle/,
  ],
  [
    'tidy-memory',
    'operation,base_mb,peak_mb,final_mb,gc_recovered_mb\nImport,1,3,2,-1\nExport,,,,\n',
    3,
    /"Export" contains no value/,
  ],
  [
    'tidy-memory',
    'operation,base_mb,peak_mb,final_mb,gc_recovered_mb\nImport,1,3,2,\nExport,-1,3,2,\n',
    3,
    /number of MB, or empty/,
  ],
  [
    'julia-benchmarktools',
    '[{"Julia":"1.10.0","BenchmarkTools":"1.5.0"},[["BenchmarkGroup",{"data":{"a":["Trial",{"times":[1000]}],"b":["Trial",{"times":[]}]}}]]]',
    2,
    /"b" has no times/,
  ],
  [
    'julia-benchmarktools',
    '[{"Julia":"1.10.0","BenchmarkTools":"1.5.0"},[["BenchmarkGroup",{"data":{"a":["Trial",{"times":[1000]}],"b":["Trial",{"times":[5,-1]}]}}]]]',
    2,
    /"b" has no times/,
  ],
  [
    'hyperfine-json',
    '{"results":[{"command":"a","mean":1,"user":1,"times":[1,1]},{"command":"b","times":[]},{"command":"c","mean":1}]}',
    2,
    /result 2 has neither `times` nor `mean`/,
  ],
  [
    'hyperfine-json',
    '{"results":[{"command":"a","mean":1,"user":1,"times":[1,0]},{"command":"b","mean":1,"times":[1,-1]}]}',
    2,
    /result 2 has neither/,
  ],
  [
    'benchmark-suite-json',
    '{"timestamp":"2026-11-20T10:00:00","results":{"a":{"times":[0,1,-1],"avg_time":0.5}}}',
    3,
    /`times\[2\]` of a must be a number of seconds/,
  ],
  [
    'jmh-json',
    JSON.stringify(
      [1, 'NaN', 3].map((score, i) => ({
        benchmark: `a.b${i}`,
        mode: 'avgt',
        primaryMetric: { score, scoreUnit: 'ms/op' },
      })),
    ),
    2,
    /result 2: `primaryMetric.score` must be a number, got "NaN"/,
  ],
  [
    'gha-benchmark-custom-json',
    '[{"name":"a","unit":"ms","value":5},{"name":"b","unit":"ms","value":"fast"},{"name":"c","unit":"ms","value":"6"}]',
    2,
    /item 2: `value` must be a number/,
  ],
  [
    'ghz-json',
    raw('ghz/details.json').replace('"latency": 30000000', '"latency": -1'),
    3,
    /from 0 up, got -1/,
  ],
  [
    'sadf-json',
    raw('sysstat/sadf.json').replace('"time":"10:00:02"', '"time":"later"'),
    2,
    /report 2: its timestamp is not/,
  ],
];

test.each(texts)(
  '%s: a damaged row is rejected alone, with its line (%#)',
  async (format, text, line, reason) => {
    const { files } = await inspectText(text);
    expect(files[0]).toMatchObject({ format, error: null, refused: { count: 1, first: [{ line }] } });
    expect(files[0]?.refused.first[0]?.reason).toMatch(reason);
  },
);

/** Files of a known format without anything to read, or with something that readers must know. */
const unusual: readonly (readonly [name: string, text: string, code: string, shows: RegExp])[] = [
  [
    'Julia',
    '[{"Julia":"1.10.0","BenchmarkTools":"1.5.0"},[["Parameters",{"evals":1}]]]',
    'no-results',
    /no Trial and no TrialEstimate/,
  ],
  [
    'sar',
    raw('sysstat/sar.txt').replaceAll(/^.* all .*\n/gm, ''),
    'no-all-row',
    /the mean of the listed cores/,
  ],
  [
    'iostat',
    '{"sysstat":{"hosts":[{"statistics":[{"timestamp":"11/20/26 10:00:00","avg-cpu":{"idle":99},"disk":[]}]}]}}',
    'no-cpu',
    /after its first report/,
  ],
  [
    'github-action-benchmark',
    '[{"name":"score","unit":"points","value":5}]',
    'unknown-direction',
    /no verdict/,
  ],
  [
    'GNU time',
    'Command being timed: "make"\n\tMaximum resident set size (kbytes): 2048\n\tExit status: 2\n',
    'failed-command',
    /exit status 2/,
  ],
];

test.each(unusual)('%s: %#', async (_, text, code, shows) => {
  const [file] = (await inspectText(text)).files;
  const said = [...(file?.warnings ?? []), ...(file?.error == null ? [] : [file.error])];
  expect(said.find((one) => one.code === code)?.message).toMatch(shows);
});
