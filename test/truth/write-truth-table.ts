import { readFile, writeFile } from 'node:fs/promises';
import { demoDocument, openDemo, readTruth } from './truth.ts';
import { formatted, truthSection, withSection } from './truth-section.ts';

// `node test/truth/write-truth-table.ts`: writes the generated part of docs/demo.md, what was planted and what is found.
const truth = readTruth();
if (truth.plan === null) {
  process.stderr.write(`${truth.why}: nothing to write.\n`);
  process.exitCode = 1;
} else {
  const section = truthSection(truth.plan, await openDemo());
  const document = await readFile(demoDocument, 'utf8');
  await writeFile(demoDocument, await formatted(withSection(document, section)));
  process.stderr.write('wrote docs/demo.md\n');
}
