import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * The accessibility violations of a page, or of a part of it, each with the elements that have it. Nothing but contrast
 * depends on the colours, so that the other rules are left out for dark ones.
 */
export async function violationsOf(
  page: Page,
  { part, colours = 'light' }: { part?: string; colours?: 'light' | 'dark' } = {},
): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  if (part !== undefined) axe.include(part);
  const { violations } = await (
    colours === 'dark' ? axe.withRules(['color-contrast']) : axe.withTags(tags)
  ).analyze();
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map(({ html }) => html.slice(0, 160))
        .join(' | ')}`,
  );
}
