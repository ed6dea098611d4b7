import type { Adapter } from './adapter.ts';
import { artilleryJson } from './formats/artillery-json.ts';
import { autocannonJson } from './formats/autocannon-json.ts';
import { jmeterJtlCsv } from './formats/jmeter-jtl-csv.ts';
import { tidyCpu } from './formats/tidy-cpu.ts';
import { tidyMemory } from './formats/tidy-memory.ts';
import { tidyRequests } from './formats/tidy-requests.ts';
import { tidySummary } from './formats/tidy-summary.ts';

/** Every format that is read, in the order in which they are tried. */
export const adapters: readonly Adapter[] = [
  //
  autocannonJson,
  artilleryJson,
  jmeterJtlCsv,
  tidyRequests,
  tidyMemory,
  tidyCpu,
  tidySummary,
];

/** The adapter of an id; undefined where there is none. */
export const adapterById = (id: string): Adapter | undefined => adapters.find((adapter) => adapter.id === id);
