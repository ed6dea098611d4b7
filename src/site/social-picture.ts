import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The picture that other places show with a link to the site, if the project has one in its public folder. */
export const socialPicture = 'social.png';

export const hasSocialPicture = (publicDir: string): boolean => existsSync(join(publicDir, socialPicture));
