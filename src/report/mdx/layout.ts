import type { RootContent } from 'mdast';
import { componentName } from '../sections/sections-of.ts';
import { sectionRules } from '../sections/section-registry.ts';
import { joinInline } from './join-inline.ts';
import type { ParsedMdx } from './parse-mdx.ts';

/** The parts of a page, from top to bottom. */
export type LayoutPart =
  | { readonly kind: 'prose'; readonly nodes: readonly RootContent[] }
  /** A section, with the prose inside its component. */
  | { readonly kind: 'section'; readonly id: string; readonly nodes: readonly RootContent[] };

/** The component for all sections that are not placed by name. */
export const reportComponent = 'Report';

const idOf = new Map(sectionRules.map(({ id }) => [componentName(id), id]));

/** The section ids that an MDX body places by name. */
export function placedSections(parsed: ParsedMdx): string[] {
  return parsed.elements.flatMap(({ name }) => idOf.get(name) ?? []);
}

/** The order of sections and prose in an MDX body. Sections that it does not place are left out. */
export function layoutOf(parsed: ParsedMdx): LayoutPart[] {
  const placed = new Set(placedSections(parsed));
  const rest = sectionRules.map(({ id }) => id).filter((id) => !placed.has(id));
  return joinInline(parsed.tree).children.flatMap((node): LayoutPart[] => {
    if (node.type !== 'mdxJsxFlowElement') return [{ kind: 'prose', nodes: [node] }];
    if (node.name === reportComponent) return rest.map((id) => ({ kind: 'section', id, nodes: [] }));
    const id = idOf.get(node.name ?? '');
    return id === undefined
      ? [{ kind: 'prose', nodes: [node] }]
      : [{ kind: 'section', id, nodes: node.children }];
  });
}
