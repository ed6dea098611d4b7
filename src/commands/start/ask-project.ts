import { projectSchema, type Target } from '../../model/project.ts';
import { parseTargets, targetsOf } from './parse-target.ts';
import { Refusal, WrongUsage } from '../../project/refusal.ts';
import type { Copy, NewProject } from './start-project.ts';
import { counted } from '../../model/counted.ts';
import type { Io } from '../terminal/io.ts';

/** What the command line gives; only what it leaves out is asked for. */
export interface Given {
  readonly name: string | undefined;
  readonly repository: string | undefined;
  readonly targets: readonly Target[] | undefined;
}

/** Reads what was typed. What is wrong with it must not be found out only after all questions. */
export const readGiven = (typed: {
  readonly name?: string;
  readonly repository?: string;
  readonly target?: readonly string[];
}): Given => ({
  name: typed.name === undefined ? undefined : nameOf(typed.name),
  repository: typed.repository === undefined ? undefined : addressOf(typed.repository),
  targets: typed.target === undefined ? undefined : targetsOf(typed.target),
});

/** A terminal with a person before it. */
type Person = Required<Pick<Io, 'ask' | 'err'>>;

/** Asks for what a new project needs; null where the person does not want to go on. */
export async function askProject(
  { suggested, demoRuns }: Copy,
  { name, repository, targets }: Given,
  person: Person,
): Promise<NewProject | null> {
  const wanted = {
    name: name ?? (await answered(person, `What is tested [${suggested.name}]: `, suggested.name, nameOf)),
    repository:
      repository ?? (await answered(person, addressPrompt(suggested), suggested.repository, addressOf)),
    targets: targets ?? (await answered<readonly Target[]>(person, targetsPrompt, [], parseTargets)),
  };
  const sure = `This takes out ${counted(demoRuns.length, 'run')} of the demo, its service and its document. Go on? (y/N) `;
  return (await answered<boolean>(person, sure, false, yesOrNo)) ? wanted : null;
}

function nameOf(said: string): string {
  if (said.trim() !== '') return said;
  throw new WrongUsage('The name is empty.', 'Say what is tested; it heads the site.');
}

const addressPrompt = ({ repository }: Copy['suggested']): string =>
  `https address of the repository${repository === null ? '' : ` [${repository}]`}: `;

const targetsPrompt = 'Targets, such as response.p95 < 500 ms (may be empty): ';

/** Asks until what is said can be read; `otherwise` is what saying nothing stands for. */
async function answered<T>(
  { ask, err }: Person,
  prompt: string,
  otherwise: T,
  read: (said: string) => NonNullable<T>,
): Promise<T> {
  for (;;) {
    const said = (await ask(prompt)).trim();
    if (said === '') return otherwise;
    try {
      return read(said);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      err(`${error.message}\n${error.hint === null ? '' : `  ${error.hint}\n`}`);
    }
  }
}

function addressOf(said: string): string {
  if (projectSchema.shape.repository.safeParse(said).success) return said;
  throw new WrongUsage(
    `"${said}" is no https address.`,
    'Write it as the browser shows it, such as https://github.com/you/reports.',
  );
}

function yesOrNo(said: string): boolean {
  if (/^y(es)?$/i.test(said)) return true;
  if (/^no?$/i.test(said)) return false;
  throw new Refusal(`"${said}" is neither yes nor no.`, 'Answer y to go on, n to leave everything as it is.');
}
