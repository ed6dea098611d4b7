import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = join(import.meta.dirname, '../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.(ts|astro|css)$/.test(name),
);

/** What the demo project and the report template call their own: data, never code. */
const demoNames = [
  'create_session',
  'send_message',
  'get_analysis',
  'list_sessions',
  'memory_retrieval',
  'Single User',
  'Multiple Users',
  'Batch Operations',
  'Endpoint Stress',
  'Session Creation',
  'Message Processing',
  'Concurrent Usage',
  'Recall',
];

describe('the source', () => {
  it('is there to be read', () => expect(files.length).toBeGreaterThan(100));

  it.each(demoNames)('does not know the demo’s "%s"', (name) => {
    const knowing = files.filter((file) =>
      new RegExp(`\\b${name}\\b`).test(readFileSync(join(src, file), 'utf8')),
    );
    expect(knowing).toEqual([]);
  });
});
