const names: Record<string, string> = {
  meetsRequirements: 'Requirements',
  bottlenecks: 'Bottleneck',
  anomalies: 'Anomaly',
  limits: 'Limit',
};

/** The name of a part of the commentary, from the id of its note: "summary", "finding.stall:buying", "anomalies.2". */
export function commentaryName(id: string): string {
  const [list = id, ...rest] = id.split('.');
  if (list === 'finding') return `Finding ${rest.join('.')}`;
  return names[list] ?? `${list.charAt(0).toUpperCase()}${list.slice(1)}`;
}
