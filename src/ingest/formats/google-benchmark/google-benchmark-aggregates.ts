const aggregateSuffix = /^(.*)_(mean|median|stddev|cv|min|max|BigO|RMS)$/;

/**
 * The kind of an aggregate and the name that it is of, where a file says that by its name alone; null for a measurement. A
 * fit has times. Others are aggregates only beside their benchmark or each other.
 */
export function aggregateOf(
  name: string,
  names: ReadonlySet<string>,
  hasTime: boolean,
): { runName: string; kind: string } | null {
  const match = aggregateSuffix.exec(name);
  if (match === null) return null;
  const [, runName = '', kind = ''] = match;
  const isFit = kind === 'BigO' || kind === 'RMS';
  const isAggregate = names.has(runName) || (names.has(`${runName}_mean`) && names.has(`${runName}_median`));
  return (isFit && hasTime) || isAggregate ? { runName, kind } : null;
}
