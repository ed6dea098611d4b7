import type { Adapter } from '../../adapter.ts';
import { goDurationMs } from '../../fields/go-duration.ts';
import { parseNumber } from '../../fields/number-fields.ts';
import type { ToolTarget } from '../../../model/documents/digest.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { K6Metrics } from './k6-metrics.ts';
import { recordK6Summary } from './k6-summary.ts';
import { append } from '../../../model/long-lists.ts';

/** Where a summary begins: since 1.0 at its first block, before that at the first metric after an empty line. */
const firstLine =
  /█ THRESHOLDS|(?<!█ THRESHOLDS[^█]*)█ TOTAL RESULTS|(?<=\n[ \t]*\n)[ \t✓✗]*(?!checks_total)[a-z_]\w*\.{2,}\s*:/u;

/** The summary that k6 prints at the end of a test. */
export const k6ConsoleText: Adapter = {
  id: 'k6-console-text',
  tool: 'k6',
  title: 'k6 console summary',
  identifiedBy: 'Lines of metrics with dots before the colon, among them http_reqs and http_req_duration.',
  sourceClass: 'reported',
  notes: [
    'As the summary of --summary-export, with the printed number of digits. Progress and single checks around it are skipped.',
    'The load model is that of the list of scenarios, if they all have the same: iterations per second are open, VUs closed.',
    'Data volumes and metrics with units of their own are not read. Each metric is a row.',
  ],
  sets: 'each',
  reports: { core: /^[^\w\r\n\u2028\u2029]*http_reqs\.{2,}\s*:\s*\d/m, start: firstLine },
  sniff: ({ text }) =>
    /^[^\w\r\n\u2028\u2029]*http_reqs\.{2,}\s*:\s*\d/m.test(text) &&
    /^[^\w\r\n\u2028\u2029]*http_req_duration\.{2,}\s*:/m.test(text),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

/** A mark, the name of a metric (or `{ tag:value }` of the one above), dots, a colon, the values. */
const metricLine =
  /^[^\S\r\n\u2028\u2029]*(?:([✓✗])[^\S\n]*)?(\{[^}\n]*\}|[A-Za-z_][\w-]*)\.{2,}\s*:\s+(\S.*)$/gmu;

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, k6ConsoleText.id, k6ConsoleText.tool);
  const metrics = new K6Metrics();
  let parent = '';
  const text = await file.text();
  append(metrics.thresholds, thresholdsOf(text));
  for (const [, mark = '', printed = '', values = ''] of text.matchAll(metricLine)) {
    if (checkTotals.has(printed)) continue;
    const name = printed === 'checks_succeeded' ? 'checks' : printed;
    if (!name.startsWith('{')) parent = name;
    const key = name.startsWith('{')
      ? `${parent}${name.replace(/^\{\s*|(?<!\s)\s*\}$/g, (brace) => brace.trim())}`
      : name;
    const figures = valuesOf(values);
    if (figures === null) continue;
    if (figures.isTime) metrics.times.add(key);
    metrics.add(key, figures.values);
    if (mark !== '') metrics.thresholds.push({ text: key, isMet: mark === '✓' });
  }
  account.loadModel = loadModelOf(text);
  recordK6Summary(metrics.summary(null), recorder, account);
}

/** From the list of scenarios above the progress; null if they are not alike, or the list is not there. */
function loadModelOf(text: string): 'open' | 'closed' | null {
  const executors = [...text.matchAll(/^[^\S\n]*\*[^\S\n]+\S+: (.+)$/gm)].map(([, description = '']) =>
    /\biterations\/s\b/.test(description) ? 'open' : /\bVUs\b/.test(description) ? 'closed' : null,
  );
  const [model = null, ...others] = new Set(executors);
  return others.length === 0 ? model : null;
}

/** What k6 1.0 and later print of checks beside the share that passed, which other summaries call `checks`. */
const checkTotals: ReadonlySet<string> = new Set(['checks_total', 'checks_failed']);

/** Since 1.0 thresholds are a block of their own: a metric, and its thresholds below it; so are those of its sub-metrics. */
function thresholdsOf(text: string): ToolTarget[] {
  const block = /█ THRESHOLDS\s*\n([^█]*)/u.exec(text)?.[1] ?? '';
  const found: ToolTarget[] = [];
  let [parent, metric] = ['', ''];
  for (const line of block.split('\n')) {
    const [, mark, condition = ''] = /^\s*([✓✗])\s*'([^']*)'/u.exec(line) ?? [];
    const name = line.trim();
    if (mark !== undefined) found.push({ text: `${metric}: ${condition}`, isMet: mark === '✓' });
    else if (name.startsWith('{')) metric = parent + name;
    else if (name !== '') parent = metric = name;
  }
  return found;
}

interface Figures {
  readonly values: Readonly<Record<string, number>>;
  readonly isTime: boolean;
}

/** The figures behind the colon, by the names that the JSON summaries give them; null for volumes of data. */
function valuesOf(text: string): Figures | null {
  return trendOf(text) ?? rateOf(text) ?? gaugeOf(text) ?? counterOf(text);
}

/** `avg=1.2ms min=0s med=1.1ms max=8ms p(90)=2ms p(95)=3ms` */
function trendOf(text: string): Figures | null {
  if (!/^[\w().]+=/.test(text)) return null;
  const pairs = [...text.matchAll(/(?<![\w().])([\w().]+)=(\S+)/g)].map(([, key = '', value = '']) => ({
    key,
    ms: goDurationMs(value),
    plain: parseNumber(value),
  }));
  const values = pairs.flatMap(({ key, ms, plain }): [string, number][] => {
    const value = ms ?? plain;
    return value === null ? [] : [[key, value]];
  });
  return { values: Object.fromEntries(values), isTime: pairs.some(({ ms }) => ms !== null) };
}

/** `0.19% ✓ 2 ✗ 1048`, or since 1.0 `0.19% 2 out of 1050` */
function rateOf(text: string): Figures | null {
  const marks = /^[\d.]+%\s+✓\s*(\d+)\s+✗\s*(\d+)/u.exec(text);
  if (marks !== null) return { values: { passes: Number(marks[1]), fails: Number(marks[2]) }, isTime: false };
  const words = /^[\d.]+%\s+(\d+) out of (\d+)/.exec(text);
  if (words === null) return null;
  return { values: { matches: Number(words[1]), total: Number(words[2]) }, isTime: false };
}

/** `1 min=1 max=50` */
function gaugeOf(text: string): Figures | null {
  const found = /^([\d.]+)\s+min=([\d.]+)\s+max=([\d.]+)/.exec(text);
  if (found === null) return null;
  return { values: { value: Number(found[1]), min: Number(found[2]), max: Number(found[3]) }, isTime: false };
}

/** `1050 17.4/s`: the rate may be of less than one a second. */
function counterOf(text: string): Figures | null {
  const found = /^(\d+)\s+([\d.]+(?:e-?\d+)?)\/s/.exec(text);
  return found === null
    ? null
    : { values: { count: Number(found[1]), rate: Number(found[2]) }, isTime: false };
}
