import { createHash } from 'node:crypto';
import type { Accent } from '../model/documents/look.ts';

/** A style sheet with the project's colour, and its hash for the security policy. Outside of layers, it comes before all of them. */
export function accentStyle({ light, dark }: Accent): { css: string; hash: `sha256-${string}` } {
  const rule = (colour: string, which = ''): string => `:root${which}{--link:${colour};--accent:${colour}}`;
  const bySystem = `@media (prefers-color-scheme:dark){${rule(dark, ':not([data-theme=light])')}}`;
  const css = `${rule(light)}@media not print{${bySystem}${rule(dark, '[data-theme=dark]')}}`;
  return { css, hash: `sha256-${createHash('sha256').update(css).digest('base64')}` };
}
