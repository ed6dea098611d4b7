import { slug } from '../../model/text/slug.ts';

/** A finding's id: its rule and what it is about. The same thing in another run has the same id. */
export function findingId(rule: string, ...about: readonly (string | null)[]): string {
  return [rule, ...about.filter((part) => part !== null).map((part) => slug(part))].join(':');
}
