import { findingsDocument } from './findings-doc.ts';
import { formatsDocument } from './formats-doc.ts';
import { keysDocuments } from './keys-doc.ts';
import { metricsDocument } from './metrics-doc.ts';
import { schemaFiles } from './schemas.ts';
import { wordsDocument } from './words-doc.ts';

/** A committed file that is made from the code, relative to the repository. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** Every committed file that is made from the code; a test holds them against it. */
export const generatedFiles = (): readonly GeneratedFile[] => [
  ...schemaFiles(),
  { path: 'docs/formats.md', text: formatsDocument() },
  { path: 'docs/findings.md', text: findingsDocument() },
  { path: 'docs/metrics.md', text: metricsDocument() },
  ...keysDocuments(),
  { path: 'docs/words.md', text: wordsDocument() },
];
