import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env, must, root } from './commands.ts';

const version = '3.4.0';

/** Runs ClickHouse in a process of its own: a fault in native code would end all tests. Prints the last result. */
const program = `
  import { readFileSync } from 'node:fs';
  import { createRequire } from 'node:module';
  const [, home, file] = process.argv;
  const { Session } = createRequire(home + '/package.json')('chdb');
  const session = new Session();
  let result = '';
  for (const statement of JSON.parse(readFileSync(file, 'utf8'))) result = session.query(statement);
  process.stdout.write(String(result));`;

/**
 * Gives a function that runs statements in ClickHouse and prints the last result. The library is half a gigabyte, so it is
 * installed on demand beside the cache of the checkout, once.
 */
export function installClickhouse(folder: string): (...statements: readonly string[]) => string {
  const home = join(root, 'node_modules/.cache/perfolio-test/clickhouse');
  mkdirSync(home, { recursive: true });
  if (!existsSync(join(home, 'node_modules/chdb'))) {
    writeFileSync(join(home, 'package.json'), '{ "private": true }');
    must(home, 'npm', 'install', '--no-audit', '--no-fund', '--save-exact', `chdb@${version}`);
  }
  return (...statements) => {
    const file = join(folder, 'statements.json');
    writeFileSync(file, JSON.stringify(statements));
    const args = ['--input-type=module', '--eval', program, home, file];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`ClickHouse failed:\n${stderr}`);
    return stdout;
  };
}
