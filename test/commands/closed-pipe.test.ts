import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const main = join(import.meta.dirname, '../../bin/perfolio.mjs');

it('a reader that stops reading is no error: the exit code is that of the command', async () => {
  const child = spawn(process.execPath, [main, 'formats', '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let errors = '';
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect(errors).toBe('');
  expect(code).toBe(0);
});
