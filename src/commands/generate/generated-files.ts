import { findingsDocument } from './findings-doc.ts';
import { formatsDocument } from './formats-doc.ts';
import { keysDocuments } from './keys-doc.ts';
import { metricsDocument } from './metrics-doc.ts';
import { schemaFiles } from './schemas.ts';
import { commentaryDocument } from './commentary-doc.ts';

/** A committed file that is generated from code; the path is relative to the repository. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** Every committed file that is generated from code. A test checks that they are up to date. */
export const generatedFiles = (): readonly GeneratedFile[] => [
  ...schemaFiles(),
  { path: 'docs/formats.md', text: formatsDocument() },
  { path: 'docs/findings.md', text: findingsDocument() },
  { path: 'docs/metrics.md', text: metricsDocument() },
  ...keysDocuments(),
  { path: 'docs/commentary.md', text: commentaryDocument() },
];
