/**
 * npm runs this as `prepare`: before it packs the package, and after it installs the dependencies of a clone that it packs
 * for a git URL. After `npm ci` or `npm install` in a checkout there is nothing to prepare, since that runs its sources.
 * Plain JavaScript, so that an old Node says what is wrong.
 */
import { readFileSync } from 'node:fs';
import { admits } from '../bin/node-version.mjs';

const { env } = process;
const isNpm = (env.npm_config_user_agent || '').startsWith('npm/');
const isInstallation = ['ci', 'install', 'install-test', 'update', 'dedupe', 'link'].includes(
  env.npm_command || '',
);
// npm clones into its cache, and marks the installation of a clone's dependencies.
const isClone =
  env._PACOTE_NO_PREPARE_ !== undefined ||
  Boolean(env.npm_config_cache && process.cwd().startsWith(env.npm_config_cache));

if (!(isNpm && isInstallation) || isClone) {
  const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  if (admits(process.version, engines.node)) {
    await import('./compile.ts');
    await import('./sbom.ts');
  } else {
    process.stderr.write(
      `Compiling Perfolio needs Node ${engines.node.replace('||', 'or')}. This is Node ${process.version}.\n` +
        '  Run npm ci first: it installs such a Node, which `npm pack` then uses.\n',
    );
    process.exitCode = 1;
  }
}
