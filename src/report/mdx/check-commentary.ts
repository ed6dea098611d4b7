import { contradictsVerdict } from './prose/contradicting-prose.ts';
import { metricIds } from '../../model/metrics/metrics.ts';
import { problem, type Problem } from '../../model/problem.ts';
import type { RunReport } from '../../model/run-report.ts';
import { counted } from '../../model/text/counted.ts';
import { componentName } from '../sections/sections-of.ts';
import { sectionRules } from '../sections/section-registry.ts';
import { checkClaim, checkValue } from './check-claims.ts';
import { boundProps } from './claim-bound.ts';
import { reportComponent } from './layout.ts';
import type { Suggest } from './name-hint.ts';
import type { MdxElement, ParsedMdx } from './parse-mdx.ts';

/** Every component that commentary may contain. */
export const knownComponents: readonly string[] = [
  ...sectionRules.map(({ id }) => componentName(id)),
  reportComponent,
  'Value',
  'Claim',
];

/** Checks the components of an MDX body and their props. */
export function checkElements(parsed: ParsedMdx, file: string, suggest: Suggest): Problem[] {
  const seen = new Set<string>();
  return parsed.elements.flatMap((element) => {
    const { name, line, column } = element;
    if (!knownComponents.includes(name))
      return problem('error', file, `Unknown component <${name}>.`, {
        line,
        column,
        found: name,
        hint: /^[a-z]/.test(name) ? 'Use Markdown instead of HTML.' : suggest(name, knownComponents),
      });
    const isSection = name !== 'Value' && name !== 'Claim';
    if (isSection && seen.has(name))
      return problem('error', file, `<${name}> is placed twice.`, {
        line,
        column,
        hint: 'Place each section once.',
      });
    seen.add(name);
    return propProblems(element, file, suggest);
  });
}

/** Warns of a page without `<Report />` that does not place the response times itself: most sections are missing. */
export function checkSectionsPlaced(parsed: ParsedMdx, file: string): Problem[] {
  const names = new Set(parsed.elements.map(({ name }) => name));
  if (parsed.problems.length > 0 || names.has(reportComponent) || names.has(keySection)) return [];
  const missing = sectionRules.filter(({ id }) => !names.has(componentName(id)));
  return [
    problem(
      'warning',
      file,
      `${counted(missing.length, 'section')} of the report ${missing.length === 1 ? 'is' : 'are'} missing from the page, among them the response times.`,
      {
        hint: 'Put `<Report />` on a line of its own: it inserts all sections that the body does not place itself.',
      },
    ),
  ];
}

const keySection = componentName('response-time');

const nameProps = ['metric', 'scenario', 'endpoint'];
const propsOf = (name: string): readonly string[] =>
  name === 'Value' ? nameProps : name === 'Claim' ? [...nameProps, ...boundProps] : [];

function propProblems(element: MdxElement, file: string, suggest: Suggest): Problem[] {
  const { name, props, refused, line, column } = element;
  const known = propsOf(name);
  const unknown = Object.keys(props)
    .filter((prop) => !known.includes(prop))
    .map((prop) =>
      problem('error', file, `Unknown prop \`${prop}\` of <${name}>.`, {
        line,
        column,
        path: prop,
        hint: suggest(prop, known),
      }),
    );
  if (name !== 'Value' && name !== 'Claim') return unknown;
  const { metric } = props;
  // A prop that is not a literal has already been reported.
  if (metric === undefined && refused.length > 0) return unknown;
  if (!isMetric(metric))
    return [
      ...unknown,
      problem('error', file, `<${name}> needs a known \`metric\`.`, {
        line,
        column,
        path: 'metric',
        found: metric === undefined ? null : String(metric),
        hint: suggest(String(metric), metricIds),
      }),
    ];
  if (name !== 'Claim') return unknown;
  const given = boundProps.filter((bound) => props[bound] !== undefined);
  const untyped = given.filter((bound) => typeof props[bound] !== 'number');
  if (untyped.length > 0) return [...unknown, ...untyped.map((bound) => untypedBound(element, bound, file))];
  if (given.length !== 1)
    return [
      ...unknown,
      problem('error', file, '<Claim> needs exactly one bound.', {
        line,
        column,
        hint: 'Give one of below, atMost, above, atLeast as a number, such as below={500}.',
      }),
    ];
  return unknown;
}

/** In MDX a bound in quotes is text, not a number. */
function untypedBound(element: MdxElement, bound: (typeof boundProps)[number], file: string): Problem {
  const value = element.props[bound];
  const isNumber = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim());
  const example = isNumber ? value.trim() : '500';
  return problem(
    'error',
    file,
    `The bound \`${bound}\` must be a number in braces, got ${typeof value === 'string' ? 'the text ' : ''}${JSON.stringify(value)}.`,
    {
      line: element.line,
      column: element.column,
      path: bound,
      found: String(value),
      hint: isNumber
        ? `Write ${bound}={${example}}.`
        : `Write only the number, in the unit of the metric, such as ${bound}={${example}}.`,
    },
  );
}

const isMetric = (metric: unknown): boolean => metricIds.some((id) => id === metric);

/** Where to report problems, and how to suggest names. */
export interface AgainstRun {
  readonly file: string;
  readonly lineOf: (key: string) => number | null;
  readonly suggest: Suggest;
}

/** Checks values, claims and the conclusion of a run's commentary against its data. */
export function checkAgainstRun(
  report: RunReport,
  parsed: ParsedMdx,
  { file, lineOf, suggest }: AgainstRun,
): Problem[] {
  const named = parsed.elements.filter(({ props }) => isMetric(props.metric));
  const values = named.filter(({ name }) => name === 'Value');
  const claims = named.filter(({ name }) => name === 'Claim');
  const against = { report, file, suggest };
  return [
    ...values.flatMap((element) => checkValue(element, against)),
    ...claims.flatMap((element) => checkClaim(element, against)),
    ...checkConclusion(report, file, lineOf),
  ];
}

function checkConclusion(
  { commentary, verdict }: RunReport,
  file: string,
  lineOf: (key: string) => number | null,
): Problem[] {
  const { meetsRequirements } = commentary;
  const met = verdict === 'met';
  if (meetsRequirements !== undefined && meetsRequirements !== met)
    return [
      problem(
        'error',
        file,
        `\`meetsRequirements\` is ${meetsRequirements}, but the verdict of the targets is "${verdict}".`,
        {
          path: 'meetsRequirements',
          line: lineOf('meetsRequirements'),
          found: String(meetsRequirements),
          hint: 'Remove it (the verdict is computed), or correct it.',
        },
      ),
    ];
  return contradictingKeys.flatMap((key) =>
    contradictsVerdict(commentary[key] ?? '', verdict)
      ? [
          problem(
            'warning',
            file,
            `The ${key} seems to contradict the verdict of the targets ("${verdict}").`,
            { path: key, line: lineOf(key), hint: `Check the ${key}.` },
          ),
        ]
      : [],
  );
}

/** Parts of the frontmatter that speak of the run as a whole. */
const contradictingKeys = ['title', 'summary', 'conclusion'] as const;
