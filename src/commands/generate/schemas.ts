import type { z } from 'zod';
import { annotationsSchema } from '../../model/documents/annotations.ts';
import { alertsSchema } from '../../model/documents/alert.ts';
import { bisectSchema } from '../../model/documents/bisect.ts';
import { diffSchema } from '../../model/documents/diff.ts';
import { noiseSchema } from '../../model/documents/noise-document.ts';
import { runListSchema } from '../../model/documents/run-list.ts';
import { inspectionSchema } from '../../model/documents/inspection.ts';
import { manifestSchema } from '../../model/documents/manifest.ts';
import { projectSchema } from '../../model/documents/project.ts';
import { releaseChangesSchema } from '../../model/documents/release-document.ts';
import { commentarySchema } from '../../model/documents/commentary.ts';
import { runJsonSchema } from '../../report/run-json.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { schemaExamples } from './schema-examples.ts';

/** The public JSON Schemas by file name: of what people write, for completion in editors, and of what programs read. */
export const schemas: Readonly<Record<string, readonly [schema: z.ZodType, io: 'input' | 'output']>> = {
  'project.json': [projectSchema, 'input'],
  'run.json': [manifestSchema, 'input'],
  'annotations.json': [annotationsSchema, 'input'],
  'words.json': [commentarySchema, 'input'],
  'run-report.json': [runJsonSchema, 'output'],
  'runs.json': [runListSchema, 'output'],
  'alerts.json': [alertsSchema, 'output'],
  'diff.json': [diffSchema, 'output'],
  'release.json': [releaseChangesSchema, 'output'],
  'bisect.json': [bisectSchema, 'output'],
  'noise.json': [noiseSchema, 'output'],
  'inspection.json': [inspectionSchema, 'output'],
};

/** Every schema file with its text. */
export function schemaFiles(): { readonly path: string; readonly text: string }[] {
  return Object.entries(schemas).map(([name, [schema, io]]) => {
    const example = schemaExamples[name];
    const described = { ...jsonSchemaOf(schema, io), ...(example && { examples: [example] }) };
    return { path: `public/schema/${name}`, text: `${JSON.stringify(described, null, 2)}\n` };
  });
}
