import { expect, it } from 'vitest';
import { perfolio } from './perfolio.ts';

it.each(['constructor', '__proto__', 'toString', 'bild'])('refuses the command %s', async (word) => {
  const { out, err, code } = await perfolio('/', [word]);
  expect({ out, code }).toEqual({ out: '', code: 2 });
  expect(err).toContain(`error: unknown command '${word}'`);
});

it('prints the version and the help of all commands', async () => {
  expect((await perfolio('/', ['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  const { out, code } = await perfolio('/', ['--help']);
  expect(code).toBe(0);
  for (const command of ['init', 'check', 'build', 'diff', 'gate']) expect(out).toContain(`  ${command} `);
});
