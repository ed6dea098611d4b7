import type { MetricId } from './metrics.ts';

const allRequests = 'failed ones included';
const percentile = (share: string): string =>
  `The duration that ${share} of all requests, ${allRequests}, did not exceed.`;

/** What each metric is, in one sentence. Beside the table of metrics, not in it: browsers load that, and not this. */
export const metricMeanings: Readonly<Record<MetricId, string>> = {
  'response.min': `The shortest duration of all requests, ${allRequests}.`,
  'response.max': `The longest duration of all requests, ${allRequests}.`,
  'response.mean': `The arithmetic mean of the durations of all requests, ${allRequests}.`,
  'response.p50': percentile('half'),
  'response.p90': percentile('90%'),
  'response.p95': percentile('95%'),
  'response.p99': percentile('99%'),
  'response.p999': percentile('99.9%'),
  'throughput.requestsPerSecond':
    'All requests, errors included, over the time from the first start to the last end of the scenario; of reported files the tool’s own figure.',
  'throughput.messagesPerMinute':
    'Successful requests of the endpoints that `messages` in project.json names, per measured minute after warm-up; without `messages` there is none.',
  'throughput.totalRequests': 'All requests of the scenario after warm-up, errors included.',
  'users.max': 'The most concurrent users observed.',
  'users.sustained':
    'The highest load step at which every target that can be judged in a step is met, those on `users.*` aside; steps are those of run.json, else plateaus of at least 10 s in the observed users.',
  'errors.rate':
    'Failed requests over all requests, from 0 to 1: failed by the tool’s own flag where it has one, else transport errors and statuses from 400.',
  'errors.count': 'Failed requests, by the same rule as the error rate.',
  'memory.base': 'Memory before the operation; without phases the median of the first 5% of the readings.',
  'memory.peak': 'The largest reading of memory during the operation.',
  'memory.final':
    'Memory after the operation, before any forced collection; without phases the median of the last 5% of the readings.',
  'memory.delta': 'Memory after the operation less memory before it.',
  'memory.growth':
    'Memory kept as a share of memory before: 0.5 is half as much again; a run’s is that of its worst operation.',
  'memory.gcRecovered':
    'Memory after the operation less what a forced collection left; without a collection there is none.',
  'cpu.average': 'The mean of the readings, on the tool’s own scale: 100% is one core, or all cores.',
  'cpu.peak': 'The largest reading, on the tool’s own scale: 100% is one core, or all cores.',
  'cpu.coresUsed': 'The average as the number of cores that it keeps busy.',
  'cpu.busiest': 'The largest reading of any one core.',
  apdex:
    'Satisfied requests and half of the tolerating ones over all requests: satisfied are successful ones within `apdexThresholdMs` of project.json, tolerating those within four times as much.',
};
