/**
 * How a value is known: `exact` from all samples, `histogram` within a stated relative error, `reported` by the tool,
 * without a way to verify it.
 */
export type SourceClass = 'exact' | 'histogram' | 'reported';
