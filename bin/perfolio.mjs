#!/usr/bin/env node
// The entry point: it always runs. Plain JavaScript without new syntax, so that an old Node says what is wrong instead
// of failing to parse a file.
import { existsSync, readFileSync } from 'node:fs';
import { cacheCompiled } from './compile-cache.mjs';
import { admits, rangeText } from './node-version.mjs';

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

// A checkout runs its sources; an installed package has only what they compile to.
const isCheckout = existsSync(new URL('../src/cli/main.ts', import.meta.url));

if (admits(process.version, engines.node)) {
  cacheCompiled();
  import(isCheckout ? '../src/cli/main.ts' : '../lib/cli/main.js').then(({ main }) =>
    main(process.argv.slice(2)),
  );
} else {
  process.stderr.write(
    `Perfolio needs Node ${rangeText(engines.node)}. This is Node ${process.version} (${process.execPath}).\n` +
      (isCheckout
        ? '  In this checkout, run `npm ci` once, then `npm run --silent perfolio -- <command>`: npm uses the Node in node_modules.\n'
        : '  Install a newer Node from https://nodejs.org.\n'),
  );
  process.exitCode = 2;
}
