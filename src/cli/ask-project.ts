import { projectSchema, type Target } from '../model/project.ts';
import { parseTargets, targetsOf } from '../workspace/parse-target.ts';
import { Refusal } from '../workspace/refusal.ts';
import type { Copy, NewProject } from '../workspace/start-project.ts';
import { counted } from './counted.ts';
import type { Io } from './io.ts';

/** What the command line gives; only what it leaves out is asked for. */
interface Given {
  readonly name?: string;
  readonly repository?: string;
  readonly target?: readonly string[];
}

/** A terminal with a person before it. */
type Person = Required<Pick<Io, 'ask' | 'err'>>;

/** Asks for what a new project needs; null where the person does not want to go on. */
export async function askProject(
  { suggested, demoRuns }: Copy,
  { name, repository, target }: Given,
  person: Person,
): Promise<NewProject | null> {
  // What was given and is wrong must not be found out only after all questions.
  const given = {
    repository: repository === undefined ? undefined : addressOf(repository),
    targets: target === undefined ? undefined : targetsOf(target),
  };
  const wanted = {
    name: name ?? (await answered(person, `What is tested [${suggested.name}]: `, suggested.name, asIs)),
    repository:
      given.repository ?? (await answered(person, addressPrompt(suggested), suggested.repository, addressOf)),
    targets: given.targets ?? (await answered<readonly Target[]>(person, targetsPrompt, [], parseTargets)),
  };
  const sure = `This takes out ${counted(demoRuns.length, 'run')} of the demo, its service and its document. Go on? (y/N) `;
  return (await answered<boolean>(person, sure, false, yesOrNo)) ? wanted : null;
}

const asIs = (said: string): string => said;

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
  throw new Refusal(
    `"${said}" is no https address.`,
    'Write it as the browser shows it, such as https://github.com/you/reports.',
  );
}

function yesOrNo(said: string): boolean {
  if (/^y(es)?$/i.test(said)) return true;
  if (/^no?$/i.test(said)) return false;
  throw new Refusal(`"${said}" is neither yes nor no.`, 'Answer y to go on, n to leave everything as it is.');
}
