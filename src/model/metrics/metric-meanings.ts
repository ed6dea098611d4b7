import type { BuiltInMetricId } from './metrics.ts';

const allRequests = 'failed ones included';
const percentile = (share: string): string =>
  `The duration that ${share} of all requests, ${allRequests}, did not exceed.`;

/** The definition of each metric. A file of its own, because browsers load the table of metrics but not these texts. */
export const metricMeanings: Readonly<Record<BuiltInMetricId, string>> = {
  'response.min': `The shortest duration of all requests, ${allRequests}.`,
  'response.max': `The longest duration of all requests, ${allRequests}.`,
  'response.mean': `The arithmetic mean of the durations of all requests, ${allRequests}.`,
  'response.p50': percentile('half'),
  'response.p90': percentile('90%'),
  'response.p95': percentile('95%'),
  'response.p99': percentile('99%'),
  'response.p999': percentile('99.9%'),
  'throughput.requestsPerSecond':
    'All requests, errors included, over the time from the first start to the last end of the scenario; for results reported by a tool, the tool’s own rate. Pauses between tests that tools reported do not count. An endpoint that a test of its own measured also has the rate that the tool reports of it.',
  'throughput.messagesPerMinute':
    'Successful requests of the endpoints that `messages` in project.json names, per measured minute after warm-up. Requires `messages`.',
  'throughput.totalRequests': 'All requests of the scenario after warm-up, errors included.',
  'users.max': 'The most concurrent users observed.',
  'users.sustained':
    'The highest load step that meets every target on response times, errors and Apdex. Steps come from run.json, else from plateaus of at least 10 s in the observed users.',
  'errors.rate':
    'Failed requests divided by all requests, from 0 to 1. A request failed if the tool flags it, else on a transport error or a status of 400 or above.',
  'errors.count': 'Failed requests, by the same rule as the error rate.',
  'memory.base': 'Memory before the operation; without phases, the median of the first 5% of the readings.',
  'memory.peak': 'The largest reading of memory during the operation.',
  'memory.final':
    'Memory after the operation, before any forced collection; without phases, the median of the last 5% of the readings.',
  'memory.delta': 'Memory after the operation minus memory before it.',
  'memory.growth':
    'Retained memory as a share of the memory before: 0.5 means an increase by half. For a run: its worst operation.',
  'memory.gcRecovered':
    'Memory after the operation minus memory after a forced collection. Requires a forced collection.',
  'cpu.average': 'The mean of the readings, on the tool’s own scale: 100% is one core, or all cores.',
  'cpu.peak': 'The largest reading, on the tool’s own scale: 100% is one core, or all cores.',
  'cpu.coresUsed': 'The average, as a number of fully used cores.',
  'cpu.busiest': 'The largest reading of any one core.',
  apdex:
    'Satisfied requests plus half of the tolerating ones, divided by all requests. Satisfied: successful within `apdexThresholdMs` of project.json. Tolerating: successful within four times as much.',
};
