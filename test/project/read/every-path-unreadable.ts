import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { perfolio } from '../../commands/perfolio.ts';

/** What the commands said of one file or folder that may not be read. */
export interface Refused {
  readonly path: string;
  readonly command: string;
  readonly code: number;
  readonly text: string;
}

const commands = [['check'], ['gate'], ['build', '--out', 'site']] as const;

/** Takes the permissions from every file and folder of a project in turn, and runs the commands each time. */
async function refusedIn(project: string): Promise<Refused[]> {
  const inside = ['data', 'content'].flatMap((top) => [
    join(project, top),
    ...readdirSync(join(project, top), { recursive: true, encoding: 'utf8' }).map((path) =>
      join(project, top, path),
    ),
  ]);
  const all: Refused[] = [];
  for (const path of inside) {
    const { mode } = statSync(path);
    chmodSync(path, 0);
    for (const command of commands) {
      const { out, err, code } = await perfolio(project, command).catch((error: unknown) => ({
        out: '',
        err: String((error as Error).stack),
        code: -1,
      }));
      all.push({ path: relative(project, path), command: command[0], code, text: out + err });
    }
    chmodSync(path, mode);
  }
  return all;
}

// A process of its own, since root may read whatever it wants: a test starts it as another user.
process.stdout.write(JSON.stringify(await refusedIn(process.argv[2] ?? '')));
