import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { processIo, type Io } from './terminal/io.ts';
import { root } from './terminal/project-dirs.ts';

/** Says what to do where there is no built site to show, and sets the exit code to 1. */
export function requireSite(folder: string, io: Pick<Io, 'err' | 'exit'>): void {
  if (existsSync(join(folder, 'index.html'))) return;
  io.err(
    `There is no built site in ${folder}.\n` +
      '  Run npm run build first; npm run dev shows the site without, and keeps it current.\n',
  );
  io.exit(1);
}

if (import.meta.main) requireSite(join(root, 'dist'), processIo());
