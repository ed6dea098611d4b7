import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'astro';

const hashPattern = / 'sha256-([^']+)'/g;
const policyPattern = /<meta http-equiv="content-security-policy" content="[^"]*"/;

/** Scripts and styles that stand in a page, not those that it loads. */
const inlinePattern = /<(script|style)(?![^>]* src=)[^>]*>([^]*?)<\/\1>/g;

/**
 * A page whose security policy names the hashes of what stands in it. The site builder names those of all pages, which
 * weigh as much as a chart: random characters do not compress.
 */
export function withOwnHashes(html: string): string {
  const own = new Set(
    [...html.matchAll(inlinePattern)].map(([, , text = '']) =>
      createHash('sha256').update(text).digest('base64'),
    ),
  );
  return html.replace(policyPattern, (policy) =>
    policy.replace(hashPattern, (source, hash: string) => (own.has(hash) ? source : '')),
  );
}

export const onRequest: MiddlewareHandler = async (_, next) => {
  const response = await next();
  if (response.headers.get('content-type')?.startsWith('text/html') !== true) return response;
  return new Response(withOwnHashes(await response.text()), response);
};
