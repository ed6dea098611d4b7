import { projectSchema, type Target } from '../../model/project.ts';
import { parseTargets, targetsOf } from './parse-target.ts';
import { Refusal, WrongUsage } from '../../project/refusal.ts';
import type { Copy, NewProject } from './start-project.ts';
import { counted } from '../../model/counted.ts';
import type { Io } from '../terminal/io.ts';

/** Values from the command line; only missing ones are prompted for. */
export interface Given {
  readonly name: string | undefined;
  readonly repository: string | undefined;
  readonly targets: readonly Target[] | undefined;
}

/** Parses the options. Invalid values must fail before the first prompt. */
export const readGiven = (typed: {
  readonly name?: string;
  readonly repository?: string;
  readonly target?: readonly string[];
}): Given => ({
  name: typed.name === undefined ? undefined : nameOf(typed.name),
  repository: typed.repository === undefined ? undefined : addressOf(typed.repository),
  targets: typed.target === undefined ? undefined : targetsOf(typed.target),
});

/** An interactive terminal. */
type Person = Required<Pick<Io, 'ask' | 'err'>>;

/** Prompts for what a new project needs; null if the person declines. */
export async function askProject(
  { suggested, demoRuns }: Copy,
  { name, repository, targets }: Given,
  person: Person,
): Promise<NewProject | null> {
  const project = {
    name:
      name ??
      (await answered(person, `Name of the tested system [${suggested.name}]: `, suggested.name, nameOf)),
    repository:
      repository ?? (await answered(person, addressPrompt(suggested), suggested.repository, addressOf)),
    targets: targets ?? (await answered<readonly Target[]>(person, targetsPrompt, [], parseTargets)),
  };
  const sure = `This removes the demo: ${counted(demoRuns.length, 'run')}, its service and its document. Continue? (y/N) `;
  return (await answered<boolean>(person, sure, false, yesOrNo)) ? project : null;
}

function nameOf(text: string): string {
  if (text.trim() !== '') return text;
  throw new WrongUsage('The name is empty.', 'Name the tested system. The name is the heading of the site.');
}

const addressPrompt = ({ repository }: Copy['suggested']): string =>
  `Repository URL (https)${repository === null ? '' : ` [${repository}]`}: `;

const targetsPrompt = 'Targets, such as response.p95 < 500 ms (optional): ';

/** Prompts until the answer is valid; `otherwise` is the value of an empty answer. */
async function answered<T>(
  { ask, err }: Person,
  prompt: string,
  otherwise: T,
  read: (answer: string) => NonNullable<T>,
): Promise<T> {
  for (;;) {
    const answer = (await ask(prompt)).trim();
    if (answer === '') return otherwise;
    try {
      return read(answer);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      err(`${error.message}\n${error.hint === null ? '' : `  ${error.hint}\n`}`);
    }
  }
}

function addressOf(text: string): string {
  if (projectSchema.shape.repository.safeParse(text).success) return text;
  throw new WrongUsage(
    `"${text}" is not an https URL.`,
    'Copy it from the browser, such as https://github.com/you/reports.',
  );
}

function yesOrNo(answer: string): boolean {
  if (/^y(es)?$/i.test(answer)) return true;
  if (/^no?$/i.test(answer)) return false;
  throw new Refusal(`"${answer}" is neither yes nor no.`, 'Answer y to continue, n to change nothing.');
}
