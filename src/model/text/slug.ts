import { createHash } from 'node:crypto';

/**
 * A name for use in URLs: kebab case, with six hex digits of its hash if that loses information, so that different names
 * never share a URL.
 */
export function slug(name: string): string {
  const kebab = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  if (kebab === name && name !== '') return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return kebab === '' ? hash : `${kebab}-${hash}`;
}
