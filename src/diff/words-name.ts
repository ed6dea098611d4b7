const names: Record<string, string> = {
  meetsRequirements: 'Requirements',
  bottlenecks: 'Bottleneck',
  anomalies: 'Anomaly',
  limits: 'Limit',
};

/** What readers call a part of the words, by the id of its note: "summary", "finding.stall:buying", "anomalies.2". */
export function wordsName(id: string): string {
  const [list = id, ...rest] = id.split('.');
  if (list === 'finding') return `On the finding ${rest.join('.')}`;
  return names[list] ?? `${list.charAt(0).toUpperCase()}${list.slice(1)}`;
}
