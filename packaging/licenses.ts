import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { thirdParties, thirdPartyText } from './third-party.ts';

const root = dirname(import.meta.dirname);
writeFileSync(join(root, 'THIRD-PARTY-LICENSES.md'), thirdPartyText(thirdParties(root)));
