/**
 * A name that is too long for a sentence or a heading, without its middle: what it begins with says which service, what
 * it ends with distinguishes it from its neighbours. Tables of endpoints print names whole.
 */
export function middleCut(name: string, most = 90): string {
  if (name.length <= most) return name;
  const start = Math.ceil((most - 1) * 0.6);
  return `${name.slice(0, start).trimEnd()}…${name.slice(name.length - (most - 1 - start)).trimStart()}`;
}
