import type { Digest, EndpointDigest } from '../../model/documents/digest.ts';

type ErrorTypes = EndpointDigest['errorTypes'];

/** What failed of one row of a digest, by a log of errors that states it. */
export interface NamedErrors {
  readonly of: 'endpoints' | 'pooled' | 'transactions';
  readonly scenario: string | null;
  readonly endpoint: string;
  readonly errorTypes: ErrorTypes;
}

const lists = ['endpoints', 'pooled', 'transactions'] as const;

const keyOf = (
  list: NamedErrors['of'],
  { scenario, endpoint }: Pick<NamedErrors, 'scenario' | 'endpoint'>,
): string => JSON.stringify([list, scenario, endpoint]);

/** The type of a failure that a file does not explain. */
const unexplained = 'failed';

/** The error types of all rows of a digest that have some. */
export const namedErrorsOf = (digest: Digest): NamedErrors[] =>
  lists.flatMap((of) =>
    digest[of]
      .filter(({ errorTypes }) => errorTypes.length > 0)
      .map(({ scenario, endpoint, errorTypes }) => ({ of, scenario, endpoint, errorTypes })),
  );

/**
 * A digest with the messages that a log of its errors has: JMeter's table of all requests often lacks why an assertion
 * failed, which error.jtl states. Only failures without a type of their own get one.
 */
export function withNamedErrors(digest: Digest, named: readonly NamedErrors[]): Digest {
  if (named.length === 0) return digest;
  const logs = new Map(named.map((one) => [keyOf(one.of, one), one.errorTypes]));
  const explained = (list: (typeof lists)[number]): readonly EndpointDigest[] =>
    digest[list].map((row) => {
      const log = logs.get(keyOf(list, row));
      return log === undefined ? row : { ...row, errorTypes: explainedTypes(row.errorTypes, log) };
    });
  return {
    ...digest,
    endpoints: explained('endpoints'),
    pooled: explained('pooled'),
    transactions: explained('transactions'),
  };
}

function explainedTypes(types: ErrorTypes, log: ErrorTypes): ErrorTypes {
  const countIn = (list: ErrorTypes, type: string): number =>
    list.find((one) => one.type === type)?.count ?? 0;
  const messages = log.filter(({ type }) => countIn(types, type) === 0);
  const moved = messages.reduce((sum, { count }) => sum + count, 0);
  const left = countIn(types, unexplained) - moved;
  // More messages than failures to explain: the two files name the others differently.
  if (moved === 0 || left < countIn(log, unexplained)) return types;
  return [
    ...types.filter(({ type }) => type !== unexplained),
    ...messages,
    ...(left > 0 ? [{ type: unexplained, count: left }] : []),
  ].toSorted((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
}
