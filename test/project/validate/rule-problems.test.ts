import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diffSchema } from '../../../src/model/documents/diff.ts';
import { PlantedRepository, usual } from '../../diff/planted-repository.ts';
import { perfolio, type Ran } from '../../commands/perfolio.ts';

let repository: PlantedRepository;
beforeEach(() => {
  repository = new PlantedRepository();
  repository.addRun('one', 1, usual);
  repository.git('checkout', '--quiet', '-b', 'feature');
  repository.addRun('two', 2, usual);
});
afterEach(() => repository.remove());

const ran = (...argv: readonly string[]): Promise<Ran> =>
  perfolio(repository.folder, [...argv, '--data', 'data', '--content', 'content']);

const mistakes: readonly (readonly [what: string, file: string, text: string, said: string])[] = [
  [
    'JSON that ends too early',
    'project.json',
    '{"name": "Shop",',
    'data/project.json:1:17: The file is not valid JSON',
  ],
  [
    'a key that is unknown',
    'project.json',
    '{"target": []}',
    'data/project.json:1:2: Unknown key `target`.\n  Did you mean `targets`?\n',
  ],
  [
    'a value that cannot be meant',
    'project.json',
    '{"gate": {"blockOn": ["target-missed"]}}',
    'data/project.json:1:23: `gate.blockOn[0]` must be one of',
  ],
  [
    'an action that is unknown',
    'annotations.json',
    '[{"action": "acept", "run": "two", "reason": "planned"}]',
    'data/annotations.json:1:13: `[0].action` must be one of',
  ],
];

describe.each(mistakes)('%s', (_, file, text, said) => {
  it('lets the gate block, and is its reason', async () => {
    repository.write(`data/${file}`, text);
    const result = await ran('gate');
    expect(result.out).toContain(`Blocked: fix ${file} first.\n`);
    expect(result.out).toContain(said);
    expect(result.code).toBe(1);
    const { blocked, reasons, ...rest } = JSON.parse((await ran('gate', '--json')).out) as {
      blocked: boolean;
      reasons: string[];
    };
    expect([blocked, reasons.length, rest]).toEqual([true, 1, { schemaVersion: 1 }]);
    expect(reasons[0]).toContain(said.trim().replace('\n ', ''));
    const place = /^(.*?):(\d+)/.exec(said)!;
    expect((await ran('gate', '--format', 'github')).out).toMatch(
      new RegExp(`^::error file=${place[1]},line=${place[2]}[,:]`),
    );
  });

  it('is reported by diff, whose verdict is cannot-tell', async () => {
    repository.write(`data/${file}`, text);
    const result = await ran('diff', 'one', 'two');
    expect([result.out, result.code]).toEqual(['', 1]);
    expect(result.err).toContain(said);
    const json = await ran('diff', 'one', 'two', '--json');
    expect([diffSchema.parse(JSON.parse(json.out)).verdict, json.code]).toEqual(['cannot-tell', 1]);
    expect(json.err).toContain(said);
  });

  it('is also found at a ref', async () => {
    repository.write(`data/${file}`, text);
    repository.commit('mistake');
    const diff = await ran('diff', 'git:main', 'git:feature');
    expect([diff.out, diff.code]).toEqual(['', 1]);
    expect(diff.err).toContain(said);
    // The working tree is fixed, the commit is not.
    repository.git('rm', '--quiet', `data/${file}`);
    const gate = await ran('gate', '--against', 'git:main');
    expect(gate.out).toContain(said);
    expect(gate.code).toBe(1);
  });
});

it('a data folder that is not there lets the gate block', async () => {
  const { out, code } = await perfolio(repository.folder, ['gate', '--data', 'dta', '--content', 'content']);
  expect(out).toContain('dta: The folder does not exist.\n  Name the data folder with --data.\n');
  expect(code).toBe(1);
});
