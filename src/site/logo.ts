import type { Look } from '../model/documents/look.ts';
import { hasPublicFile } from '../project/validate/look-warnings.ts';
import type { Paths } from '../store/paths.ts';

/** True if the project names a logo, and has it. */
export const hasLogo = (paths: Pick<Paths, 'public' | 'ownPublic'>, { logo }: Look): boolean =>
  logo !== undefined && hasPublicFile(paths, logo);
