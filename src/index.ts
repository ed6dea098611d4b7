/**
 * What a program may use of the package `perfolio`: the types of the documents that it reads and writes. Their JSON
 * Schemas are at `perfolio/schema/*.json`.
 */
export type { Annotation } from './model/documents/annotations.ts';
export type { Diff, Gate } from './model/documents/diff.ts';
export type { Digest } from './model/documents/digest.ts';
export type { Inspection } from './model/documents/inspection.ts';
export type { Manifest } from './model/documents/manifest.ts';
export type { Project, Target } from './model/documents/project.ts';
export type { RunReport } from './model/run-report.ts';
export type { Block, Section } from './model/section.ts';
