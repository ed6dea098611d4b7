import type { Finding } from '../model/finding.ts';
import type { Judgement, Commentary } from '../model/documents/commentary.ts';

/** The commentary key for judgements of each kind of finding. */
export const listOfKind = { bottleneck: 'bottlenecks', anomaly: 'anomalies', limit: 'limits' } as const;

/** The lists of judgements in a run's commentary. */
export const lists = Object.values(listOfKind);

/** The judgement of a computed finding; undefined without one. */
export const judgementOf = (
  words: Commentary,
  { id, kind }: Pick<Finding, 'id' | 'kind'>,
): Judgement | undefined => words[listOfKind[kind]].find(({ finding }) => finding === id);

/** A judgement as text: "confirmed", "rejected: the load generator was busy". */
export const judgementText = ({ status, reason }: Pick<Judgement, 'status' | 'reason'>): string =>
  status === 'rejected' ? `rejected: ${reason ?? ''}` : status;
