/**
 * How a figure is known: `exact` from all samples, `histogram` within a stated relative error,
 * `reported` as the tool printed it, without a way to check it.
 */
export type SourceClass = 'exact' | 'histogram' | 'reported';
