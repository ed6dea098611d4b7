/** Why a verdict is weaker than the numbers beside it suggest. */
export const reasonIds = [
  'few-beyond-percentile',
  'earlier-run-as-far-off',
  'repeats-disagree',
  'unknown-spread',
  'odd-baseline',
  'rounding',
  'minimum-effect',
  'common-change',
  'many-metrics',
  'errors-of-one-endpoint',
  'other-endpoints',
  'changed-errors',
  'stragglers',
] as const;

/** A reason, for programs and in words. */
export interface Reason {
  readonly id: (typeof reasonIds)[number];
  readonly text: string;
}

/** What a verdict rests on. */
export interface Basis {
  /** What was compared, in the length of a table cell: "history of 18 runs in 6 sessions". */
  readonly evidence: string;
  /** Facts about the evidence that decide nothing: how the variance between runs divides. */
  readonly details?: readonly string[];
  readonly reasons?: readonly Reason[];
}

/** All of a basis, in one line. */
export const basisText = ({ evidence, details = [], reasons = [] }: Basis): string =>
  [evidence, ...details, ...reasons.map(({ text }) => text)].join('; ');

/** A basis with one more reason. */
export const withReason = (basis: Basis, reason: Reason): Basis => ({
  ...basis,
  reasons: [...(basis.reasons ?? []), reason],
});

/**
 * A basis as a row of a table prints it: what was compared, and why the verdict is not more than it is. Left out is what
 * the rest of the table says: that many metrics are compared at once, and that a change is part of the common one.
 */
export const rowBasis = ({ evidence, reasons = [] }: Omit<Basis, 'details'>, isShared = false): string =>
  basisText({
    evidence,
    reasons: reasons.filter(({ id }) => id !== 'many-metrics' && !(isShared && id === 'common-change')),
  });
