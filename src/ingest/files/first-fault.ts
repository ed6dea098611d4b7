import { z } from 'zod';

/** Below so many elements a list costs little, whatever they are. */
const fewElements = 1_000;

/**
 * The fault of the first wrong element of a long list anywhere in a document; null if there is none. Zod collects an
 * issue per wrong element, about 600 bytes each, which is 4 GB for a list of 7 million empty objects.
 */
export function firstFault(schema: unknown, value: unknown, path: readonly Key[] = []): z.ZodError | null {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return firstFault(schema.unwrap(), value, path);
  if (schema instanceof z.ZodArray) return faultInList(schema.element, value, path);
  return schema instanceof z.ZodObject ? faultInObject(schema.shape, value, path) : null;
}

type Key = string | number;

function faultInObject(shape: object, value: unknown, path: readonly Key[]): z.ZodError | null {
  if (typeof value !== 'object' || value === null) return null;
  const values = new Map<string, unknown>(Object.entries(value));
  for (const [key, part] of Object.entries(shape)) {
    const fault = firstFault(part, values.get(key), [...path, key]);
    if (fault !== null) return fault;
  }
  return null;
}

function faultInList(element: unknown, list: unknown, path: readonly Key[]): z.ZodError | null {
  if (!(element instanceof z.ZodType) || !Array.isArray(list)) return null;
  const isLong = list.length > fewElements;
  for (const [i, one] of list.entries()) {
    const inner = firstFault(element, one, [...path, i]);
    if (inner !== null) return inner;
    const error = isLong ? element.safeParse(one).error : undefined;
    if (error !== undefined)
      return new z.ZodError(error.issues.map((issue) => ({ ...issue, path: [...path, i, ...issue.path] })));
  }
  return null;
}
