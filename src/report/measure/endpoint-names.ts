import { compileGlob } from '../../model/glob.ts';
import type { Project } from '../../model/documents/project.ts';
import { withoutHost } from '../../model/text/url-name.ts';

/** What readers see for an endpoint. */
export interface EndpointName {
  readonly label: string;
  readonly group: string | null;
}

/**
 * Gives each raw label its endpoint id: the first alias whose id it is or whose globs match, else the first whose globs
 * match the label without scheme and host, else itself.
 */
export function endpointIds(project: Project): (label: string) => string {
  const aliases = project.endpoints.map(({ id, match = [] }) => {
    const globs = match.map(compileGlob);
    return { id, matches: (label: string) => globs.some((matches) => matches(label)) };
  });
  if (aliases.length === 0) return (label) => label;
  const known = new Map<string, string>();
  return (label) => {
    const before = known.get(label);
    if (before !== undefined) return before;
    const plain = withoutHost(label);
    const alias =
      aliases.find(({ id, matches }) => id === label || matches(label)) ??
      aliases.find(({ matches }) => matches(plain));
    const endpoint = alias?.id ?? label;
    known.set(label, endpoint);
    return endpoint;
  };
}

/** Gives each name without scheme and host its endpoint id: that of the first alias whose own names mean it. */
export function plainEndpointIds(project: Project): (plain: string) => string {
  const aliases = project.endpoints.map(({ id, match = [] }) => ({
    id,
    globs: [...match, ...match.map(withoutHost)].map(compileGlob),
  }));
  return (plain) =>
    aliases.find(({ id, globs }) => withoutHost(id) === plain || globs.some((matches) => matches(plain)))
      ?.id ?? plain;
}

/** What readers see for each endpoint id: its alias, else itself; words where the tool's label is empty. */
export function endpointNames(project: Project): (id: string) => EndpointName {
  const aliases = new Map(project.endpoints.map((alias) => [alias.id, alias]));
  return (id) => {
    if (id === '*') return { label: 'All requests', group: null };
    const alias = aliases.get(id);
    return { label: alias?.label ?? (id === '' ? '(no name)' : id), group: alias?.group ?? null };
  };
}
