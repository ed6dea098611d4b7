import { isMeasure, measureId } from '../metrics/measure-metrics.ts';
import { isPlainUnit } from '../metrics/unit-scale.ts';
import { redactedMark, type Redact } from './redaction.ts';

/** Fields of Perfolio's own vocabulary, in every document: what other fields hold was written by people and tools. */
const ownFields: ReadonlySet<string> = new Set([
  ...['action', 'baseline', 'certainty', 'code', 'commit', 'complexity', 'direction', 'doneIn', 'encoding'],
  ...['estimator', 'format', 'kind', 'loadModel', 'op', 'orderedBy', 'phase', 'priority', 'rule', 'run'],
  ...['scale', 'severity', 'sha256', 'slug', 'source', 'startedAt', 'statedUnit', 'status', 'target'],
  ...['timeZone', 'tool', 'tools', 'toolVersion', 'verdict', '$schema'],
]);

/** Fields whose keys were written by people. */
const records: ReadonlySet<string> = new Set(['parameters', 'system', 'environment', 'systemFromFiles']);

/** Keys of such records that Perfolio itself knows. */
const ownKeys: ReadonlySet<string> = new Set([
  ...['cpu', 'memory', 'disk', 'os', 'runtime', 'server', 'database', 'network'],
]);

/** The key of a fact, such as `cpu`; those of people are redacted. */
export const redactKey = (key: string, redact: Redact): string => (ownKeys.has(key) ? key : redact(key));

/** The id of a metric: of Perfolio's own vocabulary, but for measures, which are named by tools. */
export function redactMetric(id: string, redact: Redact): string {
  if (!isMeasure(id)) return id;
  const name = id.slice('measure.'.length);
  const shown = redact(name);
  return shown === name ? id : (measureId(shown) ?? 'measure.redacted');
}

/** The id of a finding: its rule, and what it is about. */
export function redactFinding(id: string, redact: Redact): string {
  const [rule = '', ...about] = id.split(':');
  return [rule, ...about.map(redact)].join(':');
}

/** A key of the configuration: `system.runtime`. */
function redactPath(key: string, redact: Redact): string {
  const [part = '', ...name] = key.split('.');
  return name.length === 0 ? redactKey(key, redact) : `${part}.${redactKey(name.join('.'), redact)}`;
}

/**
 * A value of plain data with every text in it redacted that people or tools wrote: not keys, metric ids, and other words
 * of Perfolio's own. Numbers, and lists of them, stay the same objects.
 */
export function redactDeep<T>(value: T, redact: Redact): T {
  return deep(value, redact, '') as T;
}

function deep(value: unknown, redact: Redact, field: string): unknown {
  if (typeof value === 'string') return textOf(value, redact, field);
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value))
    return value.length === 0 || typeof value[0] === 'number'
      ? value
      : value.map((one) => deep(one, redact, field));
  const isRecord = records.has(field);
  const keyOf = (key: string): string => (isRecord ? redactKey(key, redact) : key);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      keyOf(key),
      isRecord ? factOf(key, one, redact) : deep(one, redact, key),
    ]),
  );
}

/** Keys of facts whose value is a host, and those whose value may name one. */
const hostKey =
  /(?:^|[^a-z])(?:host|hosts|hostname|node|machine|fqdn|domain|ip)(?:$|[^a-z])|host_?name$|[a-z](?:Host|Node|Ip|IP)$/i;
const addressKey = /server|database|network|address|url|uri|endpoint|target|proxy|gateway|cluster|instance/i;
const dottedName = /\b[a-z0-9](?:[a-z0-9-]{0,62}\.){1,8}[a-z]{2,24}\b(?::\d{1,5})?/gi;

/** A fact of the machine, the environment or a scenario. Hosts are often written without a scheme there. */
function factOf(key: string, value: unknown, redact: Redact): unknown {
  if (typeof value !== 'string' || !redact.hidesHosts) return deep(value, redact, '');
  if (hostKey.test(key)) return redactedMark;
  const shown = redact(value);
  return addressKey.test(key) ? shown.replace(dottedName, redactedMark) : shown;
}

function textOf(text: string, redact: Redact, field: string): string {
  if (ownFields.has(field)) return text;
  if (field === 'metric') return redactMetric(text, redact);
  if (field === 'finding') return redactFinding(text, redact);
  if (field === 'key') return redactPath(text, redact);
  return field === 'unit' && isPlainUnit(text) ? text : redact(text);
}
