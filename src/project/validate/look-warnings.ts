import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { contrast, leastContrast, papers } from '../../model/contrast.ts';
import type { Accent, Look } from '../../model/documents/look.ts';
import type { Paths } from '../../store/paths.ts';
import type { ProjectWarning } from './project-warning.ts';
import { smallest } from '../../model/long-lists.ts';

/** Warns about a logo that is missing, and about colours that are hard to read. */
export const lookWarnings = (
  { logo, accent }: Look,
  paths: Pick<Paths, 'public' | 'ownPublic'>,
): ProjectWarning[] => [
  ...(logo === undefined || hasPublicFile(paths, logo) ? [] : [missingLogo(logo)]),
  ...(accent === undefined ? [] : (['light', 'dark'] as const).flatMap((key) => faintColour(accent, key))),
];

/** True if a static file of the site has this path. */
export const hasPublicFile = (
  { public: common, ownPublic }: Pick<Paths, 'public' | 'ownPublic'>,
  path: string,
): boolean => [common, ownPublic].some((folder) => folder !== null && existsSync(join(folder, path)));

const missingLogo = (logo: string): ProjectWarning => ({
  path: ['look', 'logo'],
  found: logo,
  message: `: the project has no file public/${logo}, so the site shows no logo.`,
  hint: 'Put the picture into public/, next to data/. The path is relative to public/.',
});

function faintColour(accent: Accent, key: keyof Accent): ProjectWarning[] {
  const least = smallest(papers[key].map((paper) => contrast(accent[key], paper)));
  if (least >= leastContrast) return [];
  // Rounded down, so that it never reads as enough.
  const found = Math.floor(least * 100) / 100;
  return [
    {
      path: ['look', 'accent', key],
      found: accent[key],
      message: `: the contrast with the page is ${found}, and readable text needs ${leastContrast} (WCAG AA).`,
      hint: `Choose a ${key === 'light' ? 'darker' : 'lighter'} colour.`,
    },
  ];
}
