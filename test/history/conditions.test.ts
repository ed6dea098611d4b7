import { describe, expect, it } from 'vitest';
import {
  isControl,
  markedControls,
  ownControls,
  withControlsOf,
} from '../../src/history/compare/controls.ts';
import { factsOf, fingerprintOf, workloadOf } from '../../src/history/runs/conditions.ts';
import type { Manifest } from '../../src/model/documents/manifest.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import { makeRun } from './make-run.ts';

describe('the surroundings of a run', () => {
  const run = {
    ...makeRun({
      day: 1,
      manifest: { system: { cpu: 'Ryzen  7' }, environment: { server: 'nginx', cpu: 'shared' } },
    }),
    systemFromFiles: { cpu: 'unknown', runtime: ' node\n26 ' },
  };

  it('are what run.json states, else what files state, with single spaces', () => {
    expect([...factsOf(run)]).toEqual([
      ['system.cpu', 'Ryzen 7'],
      ['system.runtime', 'node 26'],
      ['environment.server', 'nginx'],
      ['environment.cpu', 'shared'],
    ]);
  });

  it('are looked up in the system first, then in the environment', () => {
    const fingerprint = ['cpu', 'environment.cpu', 'server', 'database'];
    expect(fingerprintOf(run, projectSchema.parse({ comparison: { fingerprint } }))).toEqual([
      'Ryzen 7',
      'shared',
      'nginx',
      null,
    ]);
  });
});

describe('the workload of a scenario', () => {
  it('has the users and load model that run.json states', () => {
    const manifest: Manifest = {
      scenarios: [{ id: 'night' }, { id: 'shop', users: 20, loadModel: 'closed', parameters: { cart: 3 } }],
    };
    const run = makeRun({ day: 1, manifest });
    expect(workloadOf(run, 'shop')).toMatchObject({ users: 20, loadModel: 'closed' });
    expect(workloadOf(run, 'night')).toMatchObject({ users: null, loadModel: null });
    expect(workloadOf(run, 'other').parameters.size).toBe(0);
  });
});

describe('a control', () => {
  const marked: Manifest = { scenarios: [{ id: 'shop' }, { id: 'probe', control: true }] };
  const of = (base: Manifest, head: Manifest, scenario: string, controls: object[] = []): boolean =>
    isControl(
      { scenario, endpoint: 'ping' },
      { base: { manifest: base }, head: { manifest: head } },
      projectSchema.parse({ controls }),
    );

  it('is a scenario that both runs mark', () => {
    expect(of(marked, marked, 'probe')).toBe(true);
    expect([of({}, marked, 'probe'), of(marked, {}, 'probe'), of(marked, marked, 'shop')]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('is what project.json names: a scenario, an endpoint, or an endpoint of a scenario', () => {
    expect(of({}, {}, 'shop', [{ scenario: 'shop' }])).toBe(true);
    expect(of({}, {}, 'shop', [{ endpoint: 'ping' }])).toBe(true);
    expect(of({}, {}, 'shop', [{ endpoint: 'pay' }, { scenario: 'shop', endpoint: 'ping' }])).toBe(true);
    expect(of({}, {}, 'shop', [{ scenario: 'night' }])).toBe(false);
    expect(of({}, {}, 'shop', [{ scenario: 'night', endpoint: 'ping' }])).toBe(false);
    expect(of({}, {}, 'shop', [{ scenario: 'shop', endpoint: 'pay' }])).toBe(false);
  });

  it('is one only if the base calls it one', () => {
    expect([...markedControls([marked, {}])]).toEqual(['probe']);
    expect(ownControls(new Set(), marked)).toEqual(['probe']);
    expect(ownControls(new Set(['probe']), marked)).toEqual([]);
    expect(withControlsOf(new Set(['probe']), marked)).toBe(marked);
    const both: Manifest = { scenarios: [...marked.scenarios!, { id: 'idle', control: true }] };
    expect(withControlsOf(new Set(['probe']), both).scenarios).toEqual([
      { id: 'shop', control: false },
      { id: 'probe', control: true },
      { id: 'idle', control: false },
    ]);
  });
});
