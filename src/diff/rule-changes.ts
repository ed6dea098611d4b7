import type { Annotation } from '../model/documents/annotations.ts';
import type { Project } from '../model/documents/project.ts';
import type { RuleChange } from '../model/documents/rule-change.ts';

/** The rules by which runs are judged. */
export interface Rules {
  readonly project: Project;
  readonly annotations: readonly Annotation[];
}

type Flat = ReadonlyMap<string, unknown>;

/** Keys of project.json that are looked at as a whole, and whether a change of one lets more through. */
const wholeKeys = [
  'comparison.fingerprint',
  'comparison.falseDiscoveryRate',
  'baseline.release',
  'changePoints.minimumEffect',
  'mainBranch',
  'messages',
  'sessions',
  'gate.rulesFrom',
] as const;

/** What differs between the rules of base and head, in the order in which they are written. */
export function ruleChanges(base: Rules, head: Rules): RuleChange[] {
  const [from, to] = [flatRules(base), flatRules(head)];
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((key) => {
    const [before, after] = [textOf(from.get(key)), textOf(to.get(key))];
    if (before === after) return [];
    return [{ key, from: before, to: after, weaker: isWeaker(key, from.get(key), to.get(key)) }];
  });
}

const textOf = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

function flatRules({ project, annotations }: Rules): Flat {
  return new Map<string, unknown>([
    ...project.targets.flatMap(({ id, ...target }) =>
      Object.entries(target)
        .filter(([key]) => key !== 'label')
        .map(([key, value]) => [`targets[${id}].${key}`, value] as const),
    ),
    ...project.gate.blockOn.map((reason) => [`gate.blockOn[${reason}]`, true] as const),
    ...Object.entries(project.comparison.minimumEffect).map(
      ([metric, share]) => [`comparison.minimumEffect.${metric}`, share] as const,
    ),
    ...project.endpoints.map(({ id, match = [] }) => [`endpoints[${id}].match`, match] as const),
    ...wholeKeys.map((key) => [key, valueAt(project, key)] as const),
    ...annotations.map((annotation) => [annotationKey(annotation), true] as const),
  ]);
}

const valueAt = (project: Project, key: string): unknown =>
  key
    .split('.')
    .reduce<unknown>((holder, part) => (holder as Record<string, unknown> | undefined)?.[part], project);

const annotationKey = ({ action, run, metric, scenario, endpoint }: Annotation): string =>
  `annotations[${[action, run, metric, scenario, endpoint].filter((part) => part !== undefined).join(' ')}]`;

const lowerBound = /^targets\[.*\]\.(?:above|atLeast)$/;
const upperBound = /^targets\[.*\]\.(?:below|atMost)$/;

/** Each test takes a key whose change lets more through in one direction. Anything else that goes may hide a change. */
function isWeaker(key: string, from: unknown, to: unknown): boolean {
  if (key.startsWith('annotations[')) return to !== undefined;
  if (key.startsWith('targets[') && from === undefined) return false;
  if (key.startsWith('gate.blockOn[')) return to === undefined;
  if (typeof from === 'number' && typeof to === 'number') {
    if (upperBound.test(key) || key.startsWith('comparison.minimumEffect') || key.startsWith('changePoints'))
      return to > from;
    if (lowerBound.test(key) || key === 'comparison.falseDiscoveryRate') return to < from;
  }
  return true;
}
