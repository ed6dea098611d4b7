import type { z } from 'zod';
import type { Path } from './value-path.ts';

interface AnySchema {
  readonly def?: {
    readonly innerType?: AnySchema;
    readonly element?: AnySchema;
    readonly valueType?: AnySchema;
    readonly in?: AnySchema;
    readonly options?: readonly AnySchema[];
    readonly shape?: Record<string, AnySchema>;
  };
}

/** The keys of the object at a path of a schema, ignoring optional, default and list wrappers. */
export function knownKeys(schema: z.ZodType, path: Path): string[] {
  let inner = unwrap(schema as AnySchema);
  for (const key of path) {
    const { shape, element, valueType } = inner?.def ?? {};
    inner = unwrap(shape?.[String(key)] ?? element ?? valueType);
  }
  return Object.keys(inner?.def?.shape ?? {}).filter((key) => key !== '$schema');
}

function unwrap(schema: AnySchema | undefined): AnySchema | undefined {
  const def = schema?.def;
  if (def?.shape !== undefined || def === undefined) return schema;
  if (def.options !== undefined)
    return def.options.map(unwrap).find((option) => option?.def?.shape !== undefined) ?? schema;
  const next = def.innerType ?? def.in;
  return next === undefined ? schema : unwrap(next);
}
