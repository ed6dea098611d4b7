import type { z } from 'zod';
import { shapeText } from '../../model/text/issue-text.ts';
import { firstFault } from './first-fault.ts';
import { IngestError } from './ingest-error.ts';
import type { RawFile } from './raw-file.ts';

/**
 * The file's JSON document, checked by the format's schema. Throws an IngestError that names the first wrong key.
 * `document` is the part of it that the schema describes, if that is not the whole.
 */
export function parseDocument<Schema extends z.ZodType>(
  file: RawFile,
  schema: Schema,
  document: unknown = file.head.json,
): z.output<Schema> {
  if (document === undefined)
    throw new IngestError(
      'invalid-json',
      'The file is not valid JSON.',
      'Check that the tool finished writing it.',
    );
  const fault = firstFault(schema, document);
  if (fault !== null) throw unexpectedShape(fault, document);
  const result = schema.safeParse(document);
  if (result.success) return result.data;
  throw unexpectedShape(result.error, document);
}

const unexpectedShape = (fault: z.ZodError, document: unknown): IngestError =>
  new IngestError(
    'unexpected-shape',
    `The file does not match the format: ${shapeText(fault, document)}.`,
    'Check that the file is complete and was not edited; if the tool writes it that way, name another format in run.json.',
  );
