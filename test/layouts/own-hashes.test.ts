import { describe, expect, it } from 'vitest';
import { withOwnHashes } from '../../src/layouts/own-hashes.ts';

/** printf %s 'a()' | openssl dgst -sha256 -binary | base64, and the same of 'b{}'. */
const script = 'qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4=';
const style = '7yqHVAesot11p6HczDsgKRipvI5UPgs97z80zNXlans=';

const page = (policy: string): string =>
  `<head><script>a()</script><style>b{}</style><meta http-equiv="content-security-policy" content="${policy}">` +
  `<script type="module" src="/c.js"></script></head><p>'sha256-abc'</p>`;

describe('the security policy of a page', () => {
  it('names the hashes of its own scripts and styles alone', () => {
    const all = `script-src 'self' 'sha256-abc' 'sha256-${script}' 'sha256-def'; style-src 'self' 'sha256-${style}' 'sha256-ghi';`;
    const own = `script-src 'self' 'sha256-${script}'; style-src 'self' 'sha256-${style}';`;
    expect(withOwnHashes(page(all))).toBe(page(own));
  });

  it('is not missed: a page without one stays as it is', () => {
    expect(withOwnHashes('<p>a</p>')).toBe('<p>a</p>');
  });
});
