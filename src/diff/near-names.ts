import { withoutHost } from '../model/text/url-name.ts';

/** An endpoint that vanished and one that came, which are probably the same. */
export interface NearNames {
  readonly vanished: string;
  readonly appeared: string;
  readonly differsBy: 'host' | 'id';
}

/** Parts of a path that are ids: numbers, and hex digits of eight or more. Bounded, since each hyphen may begin one. */
const ids = /(?<=[/=_-])(?:\d+|(?=[\da-f-]{0,128}\d)[\da-f]{8}[\da-f-]{0,128})(?=$|[/?&_.-])/gi;

/** Numbers in names of benchmarks are parameters. */
const isPath = (name: string): boolean => /^(?:[A-Za-z]{1,12} )?\//.test(name);

function withoutIds(name: string): string {
  const plain = withoutHost(name);
  return isPath(plain) ? plain.replace(ids, '*') : plain;
}

/** Pairs of names that differ only by host, or by ids in their path. Each name is in one pair at most. */
export function nearNames(vanished: readonly string[], appeared: readonly string[]): NearNames[] {
  const free = new Set(appeared);
  const kinds = (
    [
      ['host', withoutHost],
      ['id', withoutIds],
    ] as const
  ).map(([differsBy, fold]) => ({ differsBy, fold, byFold: Map.groupBy(free, fold) }));
  return vanished.flatMap((name) => {
    for (const { differsBy, fold, byFold } of kinds) {
      const near = byFold.get(fold(name))?.find((one) => free.has(one));
      if (near === undefined) continue;
      free.delete(near);
      return [{ vanished: name, appeared: near, differsBy }];
    }
    return [];
  });
}

/** The name that both have: without what they differ by. */
export const commonName = ({ vanished, differsBy }: NearNames): string =>
  differsBy === 'host' ? withoutHost(vanished) : withoutIds(vanished);

/** What to do about such names. A path alone matches on every host, so it also joins the hosts of later runs. */
export function joinHint(near: readonly NearNames[]): string {
  const globs = [...new Set(near.map(commonName))];
  const entries = globs.map((glob) => JSON.stringify({ id: glob.replaceAll('*', 'ID'), match: [glob] }));
  return `If they are ${globs.length === 1 ? 'one endpoint' : 'the same endpoints'}, join them with \`match\` in project.json: "endpoints": [${entries.join(', ')}].`;
}

/** Says in one sentence how two names differ. */
export const nearText = ({ vanished, appeared, differsBy }: NearNames): string =>
  `${vanished} has no data, and ${appeared} differs from it only by ${differsBy === 'host' ? 'host' : 'an id'}`;
