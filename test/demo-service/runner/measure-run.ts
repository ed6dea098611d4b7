import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Version } from '../versions.ts';
import { callOf, endpoints } from './calls.ts';
import { createClient } from './client.ts';
import { environmentFacts, systemFacts } from './facts.ts';
import { recordResources } from './resources.ts';
import { factsOf, makeFolders, scenarios, toolScenarios } from './scenarios.ts';
import { startService } from './service-process.ts';
import { installArtillery } from './tools.ts';

export interface RunOptions {
  readonly version: Version;
  /** Where the run goes; it appears there only when it is complete. */
  readonly folder: string;
  /** The head run that this run of a base is measured next to; absent for a run that stands for itself. */
  readonly pair?: string;
  readonly warmupSeconds: number;
  readonly toolsOnly: boolean;
  readonly tester: string;
  readonly say: (text: string) => void;
}

/** Measures one version: starts the service, runs the scenarios, writes raw files and manifest. */
export async function measureRun(options: RunOptions): Promise<void> {
  const { version, folder, pair, warmupSeconds, tester, say } = options;
  const chosen = options.toolsOnly ? toolScenarios : scenarios;
  await installArtillery(say);
  const unfinished = join(dirname(folder), `.${basename(folder)}.unfinished`);
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  makeFolders(unfinished, chosen);
  const service = await startService(version.id);
  try {
    if (warmupSeconds === 0) await warmUp(service.port);
    const startedAt = new Date();
    const recorder = recordResources(service, unfinished);
    for (const scenario of chosen) {
      say(`${basename(folder)}: ${scenario.facts.name}`);
      await scenario.run({ port: service.port, folder: unfinished, recorder, warmupSeconds });
    }
    const manifest = {
      title: `Recall ${version.id}`,
      startedAt: startedAt.toISOString(),
      durationSeconds: Math.round((Date.now() - startedAt.getTime()) / 100) / 10,
      tester,
      version: version.id,
      branch: 'main',
      ...(pair !== undefined && { pair }),
      system: systemFacts(),
      environment: environmentFacts(version.switches),
      scenarios: chosen.map((scenario) => factsOf(scenario, warmupSeconds)),
    };
    writeFileSync(join(unfinished, 'run.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  } finally {
    await service.stop();
  }
  renameSync(unfinished, folder);
}

/** Lets the engine compile what is hot before anything is measured: each endpoint some times, unrecorded. */
async function warmUp(port: number): Promise<void> {
  const client = createClient(port);
  for (let turn = 0; turn < 40; turn++) {
    for (const endpoint of endpoints) {
      if (endpoint === 'send_message' && turn % 2 === 1) continue;
      await client.send(callOf(endpoint, 100 + turn, turn));
    }
  }
  client.close();
}
