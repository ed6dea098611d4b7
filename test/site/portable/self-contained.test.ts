import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { selfContained, type SitePage } from '../../../src/site/portable/self-contained.ts';

const css = 'a>b{color:red}';
const files: Record<string, Buffer> = {
  '_astro/a.css': Buffer.from(css),
  'runs/x/files/small.png': Buffer.alloc(300, 1),
  'runs/x/files/large one.png': Buffer.alloc(3_000, 2),
};

const page = (body: string, options: Partial<SitePage> = {}): SitePage => ({
  html: `<!doctype html><head><meta http-equiv="content-security-policy" content="old"><link rel="icon" href="/base/favicon.svg"><link rel="stylesheet" href="/base/_astro/a.css"></head><body>${body}</body>`,
  path: 'runs/x/',
  base: '/base/',
  published: null,
  read: (path) => files[decodeURIComponent(path)] ?? null,
  mostBytes: 10_000,
  ...options,
});

const bodyOf = (html: string): string => /<body>(.*)<\/body>/s.exec(html)![1]!;
const made = (body: string, options: Partial<SitePage> = {}): string =>
  bodyOf(selfContained(page(body, options)).html);

describe('a self-contained page', () => {
  test('has its styles inside, and a policy that allows nothing else', () => {
    const { html } = selfContained(page(''));
    const hash = createHash('sha256').update(css).digest('base64');
    expect(html).toContain(`<style>${css}</style>`);
    expect(html).toContain(`default-src 'none'; img-src data:; style-src 'sha256-${hash}';`);
    expect(html).not.toContain('<link');
  });

  test('has no scripts, and nothing that only a site has', () => {
    const body =
      '<a class="skip" href="#main">Skip</a><script src="/base/_astro/a.js"></script><noscript>Without</noscript><nav data-of-site><a href="/base/">Runs</a></nav>text';
    expect(made(body)).toBe('text');
    expect(made(body, { published: 'https://example.org/p/' })).toBe(
      '<nav data-of-site><a href="https://example.org/p/">Runs</a></nav>text',
    );
  });

  test.each([
    ['#errors', '#errors', '#errors'],
    ['/base/runs/x/#errors', '#errors', '#errors'],
    ['/base/runs/y/?a=1&amp;b=2#c', null, 'https://example.org/p/runs/y/?a=1&amp;b=2#c'],
    ['../../method/', null, 'https://example.org/p/method/'],
    // The start page over several projects is above the base.
    ['../../../index.html', '../../../index.html', 'https://example.org/index.html'],
    ['https://example.com/', 'https://example.com/', 'https://example.com/'],
    ['/elsewhere/', '/elsewhere/', '/elsewhere/'],
    ['mailto:a@example.org', 'mailto:a@example.org', 'mailto:a@example.org'],
  ])('leads from %s to %s, or to %s of the published site', (href, alone, published) => {
    const body = `<a class="c" href="${href}">link</a>`;
    const linked = (to: string): string => `<a class="c" href="${to}">link</a>`;
    expect(made(body)).toBe(alone === null ? '<span class="c">link</span>' : linked(alone));
    expect(made(body, { published: 'https://example.org/p/' })).toBe(linked(published));
  });

  test('has pictures inside as long as they fit, small ones first', () => {
    const body =
      '<img src="/base/runs/x/files/large%20one.png" alt="Large &lt;b>"><img src="/base/runs/x/files/small.png" alt="Small"><img src="https://example.org/a.png" alt="Elsewhere">';
    const roomy = selfContained(page(body));
    expect(roomy.html.match(/src="data:image\/png;base64,/g)).toHaveLength(2);
    expect(roomy.leftOut).toEqual([]);
    const tight = selfContained(page(body, { mostBytes: 1_500 }));
    expect(tight.leftOut).toEqual(['runs/x/files/large%20one.png']);
    expect(tight.html).toContain('<em>Picture not included: Large &lt;b&gt;</em>');
    expect(tight.html).toContain('<em>Picture not included: Elsewhere</em>');
    expect(tight.html).toContain(`src="data:image/png;base64,${Buffer.alloc(300, 1).toString('base64')}"`);
  });
});
