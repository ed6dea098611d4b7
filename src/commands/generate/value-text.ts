import { metricIds } from '../../model/metrics/metrics.ts';
import type { JsonSchema } from './json-schema.ts';

/** The object that a value is or may be, or that its list holds; null for plain values and for objects with free keys. */
export function objectOf({ properties, items, anyOf, ...schema }: JsonSchema): JsonSchema | null {
  if (properties !== undefined) return { properties, ...schema };
  if (anyOf !== undefined) return anyOf.map(objectOf).find((kind) => kind !== null) ?? null;
  return items === undefined ? null : objectOf(items);
}

/** The type of a value in words; `anchor` links to the table of its object. */
export function valueText(schema: JsonSchema, anchor: string): string {
  if (schema.enum !== undefined) return enumText(schema.enum);
  if (schema.anyOf !== undefined) return anyOfText(schema.anyOf, anchor);
  if (schema.type === 'array') return `list of ${plural(valueText(schema.items ?? {}, anchor))}`;
  if (schema.properties !== undefined) return `[object](#${anchor})`;
  if (schema.type === 'object') return recordText(schema, anchor);
  return plainText(schema);
}

function plainText(schema: JsonSchema): string {
  const { type = [], format } = schema;
  // A union of plain kinds is one schema with several types.
  if (typeof type !== 'string') return type.map((one) => plainText({ type: one })).join(', ');
  if (type === 'boolean') return '`true` or `false`';
  if (type === 'string') return format === 'uri' ? 'address' : 'text';
  return `${type === 'integer' ? 'whole number' : 'number'}${limits(schema)}`;
}

const metricText = '[metric](metrics.md)';

const isOfMetrics = (values: readonly unknown[]): boolean =>
  values.length === metricIds.length && metricIds.every((id) => values.includes(id));

function enumText(values: readonly unknown[]): string {
  if (isOfMetrics(values)) return metricText;
  return values.map((value) => `\`${String(value)}\``).join(', ');
}

function anyOfText(kinds: readonly JsonSchema[], anchor: string): string {
  if (kinds.some(({ enum: values }) => values !== undefined && isOfMetrics(values))) return metricText;
  if (kinds.some(({ format }) => format === 'date')) return 'date, or date and time';
  return kinds.map((kind) => valueText(kind, anchor)).join(', ');
}

function recordText({ propertyNames, additionalProperties }: JsonSchema, anchor: string): string {
  const isNamed = propertyNames?.enum !== undefined || propertyNames?.anyOf !== undefined;
  const key = isNamed ? valueText(propertyNames, anchor) : 'key';
  const value = typeof additionalProperties === 'object' ? valueText(additionalProperties, anchor) : 'value';
  return `object: ${key} to ${value}`;
}

const plurals: Readonly<Record<string, string>> = { text: 'texts' };

const plural = (text: string): string => plurals[text] ?? text.replace(/^\[object\]/, '[objects]');

/** zod bounds whole numbers by the largest safe integer, which is no information for readers. */
const isStated = (bound: number | undefined): bound is number =>
  bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;

function limits({ minimum, maximum, exclusiveMinimum }: JsonSchema): string {
  return [
    ...(isStated(minimum) ? [`, at least ${minimum}`] : []),
    ...(isStated(exclusiveMinimum) ? [`, more than ${exclusiveMinimum}`] : []),
    ...(isStated(maximum) ? [`, at most ${maximum}`] : []),
  ].join('');
}
