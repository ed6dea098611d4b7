import type { Finding } from '../model/finding.ts';
import type { Judgement, Commentary } from '../model/commentary.ts';

/** Where in the words of a run people judge each kind of finding. */
export const listOfKind = { bottleneck: 'bottlenecks', anomaly: 'anomalies', limit: 'limits' } as const;

/** The lists of judgements in the words of a run. */
export const lists = Object.values(listOfKind);

/** What people said of a computed finding; undefined where nobody did. */
export const judgementOf = (
  words: Commentary,
  { id, kind }: Pick<Finding, 'id' | 'kind'>,
): Judgement | undefined => words[listOfKind[kind]].find(({ finding }) => finding === id);

/** A judgement in a few words: "confirmed", "rejected: the load generator was busy". */
export const judgementText = ({ status, reason }: Pick<Judgement, 'status' | 'reason'>): string =>
  status === 'rejected' ? `rejected: ${reason ?? ''}` : status;
