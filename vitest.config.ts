import { defineConfig } from 'vitest/config';

/** Every run of the tests sees the same clock zone and language, whatever the machine's are. */
const env = { TZ: 'UTC', LANG: 'C', LC_ALL: 'C' };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          env,
          include: ['test/**/*.test.ts'],
          exclude: ['test/built-site/**', 'test/browser/**', 'test/slow/**', 'test/.tmp/**'],
          // Tests of commands start many processes of git, which take long beside other work.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Nothing in the sources is set while it is loaded and changed later: files may share what they import.
          isolate: false,
          // Left alone, one core of two would be idle.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'site',
          env,
          include: ['test/built-site/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          // Beside the browser tests, which often wait, this keeps both cores busy until the end.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'slow',
          env,
          include: ['test/slow/**/*.test.ts'],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          maxWorkers: 1,
        },
      },
      {
        test: {
          name: 'browser',
          env,
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          // All files share one browser, and the sites that they only read.
          isolate: false,
          maxWorkers: 1,
        },
      },
    ],
  },
});
