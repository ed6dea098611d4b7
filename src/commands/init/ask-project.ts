import { projectSchema, type Target } from '../../model/documents/project.ts';
import { parseTargets, targetsOf } from './parse-target.ts';
import { Refusal, WrongUsage } from '../../project/refusal.ts';
import type { NewProject } from './init-project.ts';
import type { Surroundings } from './repository.ts';
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

/** What is taken if the answer is empty. */
type Suggested = Pick<Surroundings, 'suggestedName' | 'repository'>;

/** An interactive terminal. */
type Person = Required<Pick<Io, 'ask' | 'err'>>;

/** Prompts for what a new project needs. */
export async function askProject(
  suggested: Suggested,
  { name, repository, targets }: Given,
  person: Person,
): Promise<NewProject> {
  return {
    name: name ?? (await answered(person, namePrompt(suggested), suggested.suggestedName, nameOf)),
    repository:
      repository ?? (await answered(person, addressPrompt(suggested), suggested.repository, addressOf)),
    targets: targets ?? (await answered<readonly Target[]>(person, targetsPrompt, [], parseTargets)),
  };
}

const namePrompt = ({ suggestedName }: Suggested): string => `Name of the tested system [${suggestedName}]: `;

function nameOf(text: string): string {
  if (text.trim() !== '') return text;
  throw new WrongUsage('The name is empty.', 'Name the tested system. The name is the heading of the site.');
}

const addressPrompt = ({ repository }: Suggested): string =>
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
    'Copy it from the browser, such as https://github.com/you/service.',
  );
}
