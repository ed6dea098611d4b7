import { basename, dirname } from 'node:path';
import { at, entryOf } from '../../../model/checked.ts';
import type { Adapter } from '../../adapter.ts';
import type { FileAccount } from '../../record/file-account.ts';
import {
  gatlingAssertions,
  gatlingValues,
  gatlingNode,
  gatlingRow,
  type GatlingValues,
  type GatlingNode,
} from './gatling-report-stats.ts';
import { unnamed, withGroups } from './gatling-records.ts';
import { IngestError } from '../../files/ingest-error.ts';
import { parseDocument } from '../../files/json-document.ts';
import type { RawFile } from '../../files/raw-file.ts';
import { allEndpoints } from '../../record/run-names.ts';
import type { Recorder } from '../../record/recorder.ts';
import { cleanText } from '../../fields/text.ts';

/** The JSON files of Gatling's HTML report, in its folder js. */
export const gatlingStats: Adapter = {
  id: 'gatling-stats',
  tool: 'Gatling',
  title: 'Gatling report (js/*.json)',
  identifiedBy:
    'stats.json: `type` GROUP with `stats` and `contents`; global_stats.json: `numberOfRequests` and `percentiles1`; assertions.json: `simulation` and `assertions`. Those of one folder are read together.',
  sourceClass: 'reported',
  notes: [
    'Times are milliseconds. The files do not name their percentiles: they are taken as p50, p75, p95 and p99, which are the defaults (p95 and p99 if there are only two). There is no p90.',
    'Requests of stats.json are endpoints, its groups transactions. All Requests (Global Information) never adds; if it is the only row, it is the row of all requests.',
    'A request whose name is there twice bears its groups before its name. Errors are Gatling’s KO.',
    'The start is in assertions.json; the duration is the number of requests over their rate.',
    'Reports show assertions below the targets, and `check` warns of those that failed.',
    'Each request, group or whole is a row; assertions.json is one.',
  ],
  sets: (path) =>
    `${dirname(path)}/${basename(path).replace(/(?:global_stats|stats|assertions)\.json$/i, '')}`,
  sniff: ({ json, text }) => {
    if (kindOf(json) !== null) return true;
    return /^\s*(?:var|const|let)\s+stats\s*=\s*\{/.test(text)
      ? 'but it is stats.js: provide stats.json of the same folder'
      : false;
  },
  read: (files, recorder) => {
    readSet(files, recorder);
    return Promise.resolve();
  },
};

type Kind = 'stats' | 'global' | 'assertions';

function kindOf(json: unknown): Kind | null {
  if (typeof json !== 'object' || json === null) return null;
  if ('contents' in json && 'stats' in json && 'type' in json && json.type === 'GROUP') return 'stats';
  if ('numberOfRequests' in json && 'percentiles1' in json) return 'global';
  return 'simulation' in json && 'assertions' in json && 'scenarios' in json ? 'assertions' : null;
}

function readSet(files: readonly RawFile[], recorder: Recorder): void {
  const opened = files.map((file) => ({
    file,
    kind: kindOf(file.head.json),
    account: recorder.file(file, gatlingStats.id, gatlingStats.tool),
  }));
  let hasRequests = false;
  for (const { file, account } of opened.filter(({ kind }) => kind === 'stats')) {
    addStats(parseDocument(file, gatlingNode), recorder, account);
    hasRequests = true;
  }
  for (const { file, account } of opened.filter(({ kind }) => kind === 'global')) {
    const figures = parseDocument(file, gatlingValues);
    account.accept();
    if (!hasRequests) addWhole(figures, recorder, account);
    hasRequests = true;
  }
  for (const { file, account } of opened.filter(({ kind }) => kind === 'assertions'))
    addAssertions(file, recorder, account);
  if (!hasRequests)
    throw new IngestError(
      'no-requests',
      'There are no values of requests beside assertions.json.',
      'Provide stats.json of the same folder as well.',
    );
}

interface Placed {
  readonly node: GatlingNode;
  readonly path: readonly string[];
}

/** All nodes below one, with the names on the way to them. */
const below = (node: GatlingNode, path: readonly string[] = []): Placed[] =>
  Object.values(node.contents ?? {}).flatMap((child) => {
    const here = [...path, cleanText(child.name) || unnamed];
    return [{ node: child, path: here }, ...below(child, here)];
  });

function addStats(root: GatlingNode, recorder: Recorder, account: FileAccount): void {
  const placed = below(root);
  account.accept(placed.length + 1);
  const requests = placed.filter(({ node }) => node.type === 'REQUEST');
  if (requests.length === 0) {
    addWhole(root.stats, recorder, account);
    return;
  }
  sayPercentiles(root.stats, account);
  const counts = Map.groupBy(requests, ({ path }) => path.at(-1));
  for (const { node, path } of requests) {
    const name = at(path, -1);
    const isOnly = entryOf(counts, name).length === 1;
    recorder.reported(gatlingRow(node.stats, isOnly ? name : withGroups(path)));
  }
  for (const { node, path } of placed)
    if (node.type === 'GROUP') recorder.reportedTransaction(gatlingRow(node.stats, withGroups(path)));
  recorder.reportedPooled(gatlingRow(root.stats, allEndpoints));
  stateDuration(root.stats, recorder);
}

/** Figures of all requests, of which nothing else is known. */
function addWhole(figures: GatlingValues, recorder: Recorder, account: FileAccount): void {
  sayPercentiles(figures, account);
  recorder.reported(gatlingRow(figures, allEndpoints));
  stateDuration(figures, recorder);
}

function stateDuration(figures: GatlingValues, recorder: Recorder): void {
  const { total } = figures.numberOfRequests;
  const rate = figures.meanNumberOfRequestsPerSecond.total;
  if (total !== null && rate !== null && rate > 0)
    recorder.durationSeconds = Math.round((total / rate) * 1_000) / 1_000;
}

function sayPercentiles({ percentiles3 }: GatlingValues, account: FileAccount): void {
  account.warn(
    'assumed-percentiles',
    percentiles3 === undefined
      ? 'The file does not name its two percentiles: they were taken as p95 and p99, which are Gatling’s defaults.'
      : 'The file does not name its percentiles: they were taken as p50, p75, p95 and p99, which are Gatling’s defaults.',
  );
}

function addAssertions(file: RawFile, recorder: Recorder, account: FileAccount): void {
  const { start, assertions } = parseDocument(file, gatlingAssertions);
  account.accept();
  if (start !== undefined) recorder.startedAtMs = start;
  const judged = assertions.flatMap(({ result, message = 'an assertion' }) =>
    ['true', 'false'].includes(String(result))
      ? { text: cleanText(message), isMet: String(result) === 'true' }
      : [],
  );
  for (const target of judged) account.toolTarget(target);
  const failed = judged.filter(({ isMet }) => !isMet);
  if (failed.length === 0) return;
  const shown = failed.slice(0, 10).map(({ text }) => text);
  account.warn('failed-assertions', `Assertions of the simulation failed: ${shown.join('; ')}.`);
}
