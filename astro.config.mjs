import { astroConfig } from './src/site/astro-config.ts';
import { Site } from './src/site/site.ts';
import { checkoutPaths } from './src/store/paths.ts';

// For Astro's own commands (`astro check`) in this checkout; `perfolio build` and `perfolio dev` pass it what they need.
// The types that it generates are in .astro, which tsconfig.json includes.
const paths = checkoutPaths();
export default { ...astroConfig(new Site(paths), paths.package), cacheDir: paths.cache };
