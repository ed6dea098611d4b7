import { problem, type Problem } from '../../../model/problem.ts';
import type { RunReport } from '../../../model/run-report.ts';
import type { ParsedMdx } from '../parse-mdx.ts';
import { bodyClauses } from './prose-clauses.ts';

const aim = String.raw`(?:target|requirement|goal|objective|SLO|SLA|threshold)s?|(?:acceptance )?criteri(?:on|a)`;
const done = 'met|fulfilled|satisfied|achieved|passed|reached|kept|hit|green';
const whole = String.raw`(?:all|every|each|both|100 ?% of)`;
const verb = 'meets?|met|meeting|fulfil(?:s|led)?|satisf(?:y|ies|ied)|achieve[sd]?';
/** Said of a load or a resource as well: "it reaches the threshold". */
const arriving = 'pass(?:es|ed)?|reach(?:es|ed)?|hits?';
const broken = 'missed|failed|violated|exceeded|breached|broken|not met';

/** Ways to say that all targets are met. None reaches across the end of a sentence. */
const allMet = [
  String.raw`\b${whole}\b.*\b(?:${aim})\b.*\b(?:${done})\b`,
  String.raw`\b(?:${verb}) (?:all|every|each|both|its|our|the)\b.*\b(?:${aim})\b`,
  String.raw`\b(?:${arriving}) (?:all|every|each|both)\b.*\b(?:${aim})\b`,
  String.raw`\bmeets (?:all|every|its|the) `,
  // The targets as such: "the targets of the search are met" speaks of some.
  String.raw`^\W*(?:the |our |its )?(?:(?:performance|agreed|set) )*(?:targets|requirements|goals|objectives|SLOs|SLAs|thresholds|criteria) (?:(?:are|were|have been) )?(?:all )?(?:${done})\b`,
  String.raw`\b(?:no|none of (?:the|our|its))\b.{0,30}\b(?:${aim})\b.*\b(?:${broken})\b`,
  String.raw`\b(?:miss(?:es|ed)?|fail(?:s|ed)?|violate[sd]?|breach(?:es|ed)?) (?:no|none of (?:the|our|its))\b.{0,30}\b(?:${aim})\b`,
  String.raw`\bno (?:${aim})\b.{0,10}\b(?:violations?|breach(?:es)?|failures?)\b`,
].map((pattern) => new RegExp(pattern, 'i'));
const missed = /\b(does not|doesn't|do not|don't|fails? to|failed to|did not|didn't) meet\b/i;
/** "All targets but one are met", "not all targets are met", "all targets must be met". */
const limited =
  /\b(not (all|every|each|both)|(almost|nearly) (all|every)|all but|but (one|two|three|\d)|except|apart from|other than|(must|should|shall|would|could|can|will|to) be|(must|should|shall|would|could|can|will|to) (meet|pass|reach|fulfil|satisfy|achieve|hit)|if|unless|until|once|whether)\b/i;
/** A point within a number or a name ends no sentence. */
const sentenceEnd = /[.;!?](?=\s|$)|\n\s*\n/;

/** True if a text says that all targets are met and one is not, or the other way around. */
export const contradictsVerdict = (text: string, verdict: RunReport['verdict']): boolean =>
  text.split(sentenceEnd).some((sentence) => sentenceContradicts(sentence.replace(/\s+/g, ' '), verdict));

function sentenceContradicts(sentence: string, verdict: RunReport['verdict']): boolean {
  if (missed.test(sentence)) return verdict === 'met';
  return verdict === 'not met' && !limited.test(sentence) && allMet.some((pattern) => pattern.test(sentence));
}

/** Sentences of the body that contradict the verdict of the targets. */
export function checkBodyVerdict(
  { verdict }: RunReport,
  parsed: ParsedMdx,
  { file, bodyLine }: { readonly file: string; readonly bodyLine: number },
): Problem[] {
  return bodyClauses(parsed, bodyLine)
    .filter(({ text }) => contradictsVerdict(text, verdict))
    .map(({ placeOf }) =>
      problem(
        'warning',
        file,
        `This sentence seems to contradict the verdict of the targets ("${verdict}").`,
        {
          line: placeOf(0)?.line ?? null,
          hint: 'Check the sentence.',
        },
      ),
    );
}
