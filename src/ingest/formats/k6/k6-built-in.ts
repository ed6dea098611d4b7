import type { MeasureDirection } from '../../../model/metrics/metrics.ts';

const under = (prefix: string, names: string): string[] =>
  names.split(' ').map((name) => `${prefix}_${name}`);

/**
 * What k6 and its browser measure by themselves, in every version, and what says nothing of the system that no metric of
 * Perfolio says: a script may use any other name.
 */
const builtIn: ReadonlySet<string> = new Set([
  ...['data_received', 'data_sent', 'group_duration'],
  ...['iteration_duration', 'iterations', 'vus', 'vus_max', 'http_reqs'],
  ...under(
    'http_req',
    'blocked connecting duration failed looking_up receiving sending tls_handshaking waiting',
  ),
  ...under('ws', 'connecting msgs_received msgs_sent ping session_duration sessions'),
  ...under('grpc', 'req_duration streams streams_msgs_received streams_msgs_sent'),
  ...under('browser', 'data_received data_sent http_req_duration http_req_failed'),
  ...under('browser', 'dom_content_loaded first_contentful_paint first_meaningful_paint first_paint loaded'),
  ...under('browser_web_vital', 'cls fcp fid inp lcp ttfb'),
]);

/** Web vitals of earlier versions of the browser: `webvital_first_input_delay`, and each with its rating. */
const earlierVital =
  /^webvital_(?:cumulative_layout_shift|first_contentful_paint|first_input_delay|interaction_to_next_paint|largest_content(?:ful)?_paint|time_to_first_byte)(?:_(?:good|needs_improvement|poor))?$/;

/** Which way the metrics of k6 improve that become measures: the share of checks that passed, and iterations not started. */
export const knownDirections: Readonly<Record<string, MeasureDirection | undefined>> = {
  checks: 'higher',
  dropped_iterations: 'lower',
};

/**
 * True for a metric that the script made (`new Trend('checkout_time')`) or caused: its checks, and the iterations that k6
 * did not start. Parts of one by tag are none.
 */
export const isCustomMetric = (name: string): boolean =>
  !builtIn.has(name) && !earlierVital.test(name) && !name.includes('{');
