import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { vi } from 'vitest';
import { commitAll, gitIn } from '../git-folder.ts';
import { perfolio, type Ran } from '../perfolio.ts';

/** Two clones of one bare repository, which holds a service with a project in `perf/`. */
export class Clones {
  readonly top = mkdtempSync(join(tmpdir(), 'perfolio-record-test-'));

  constructor() {
    for (const name of ['GITHUB_ACTIONS', 'GITLAB_CI']) vi.stubEnv(name, '');
    for (const name of ['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM']) vi.stubEnv(name, '/dev/null');
    gitIn(this.top, 'init', '--quiet', '--bare', '--initial-branch=main', 'bare.git');
    this.write('first/perf/data/project.json', '{"name": "Shop"}');
    this.write('first/main.go', 'package main\n');
    commitAll(this.path('first'));
    this.git('first', 'remote', 'add', 'origin', this.path('bare.git'));
    this.git('first', 'push', '--quiet', 'origin', 'main');
    gitIn(this.top, 'clone', '--quiet', 'bare.git', 'second');
  }

  remove(): void {
    vi.unstubAllEnvs();
    rmSync(this.top, { recursive: true, force: true });
  }

  path = (path: string): string => join(this.top, path);

  git = (folder: string, ...args: readonly string[]): string => gitIn(this.path(folder), ...args);

  write(path: string, text: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), text);
  }

  /** Writes a raw file of single samples. */
  results(path: string, rows = 50, slowest = 9): void {
    const lines = Array.from(
      { length: rows },
      (_, i) => `${1_790_000_000_000 + i * 100},checkout,${20 + (i % slowest)},true`,
    );
    this.write(path, ['timestamp,endpoint,duration_ms,ok', ...lines, ''].join('\n'));
  }

  record = (clone: string, ...argv: readonly string[]): Promise<Ran> =>
    perfolio(this.path(clone), ['record', ...argv]);

  filesOn = (branch: string): string[] =>
    this.git('bare.git', 'ls-tree', '-r', '--name-only', branch).trim().split('\n');
}
