import type { Adapter } from './adapter.ts';
import { artilleryJson } from './formats/artillery-json.ts';
import { autocannonJson } from './formats/autocannon-json.ts';
import { jmeterJtlCsv } from './formats/jmeter-jtl-csv.ts';
import { tidyCpu } from './formats/tidy-cpu.ts';
import { tidyMemory } from './formats/tidy-memory.ts';
import { tidyRequests } from './formats/tidy-requests.ts';
import { tidySummary } from './formats/tidy-summary.ts';
import { jmeterPerfmon } from './formats/jmeter-perfmon.ts';
import { mprof } from './formats/mprof.ts';
import { dockerStatsCsv } from './formats/docker-stats-csv.ts';
import { sadfJson } from './formats/sadf-json.ts';
import { iostatJson } from './formats/iostat-json.ts';
import { sadfCsv } from './formats/sadf-csv.ts';
import { dstatCsv } from './formats/dstat-csv.ts';
import { vmstat } from './formats/vmstat.ts';
import { pidstat } from './formats/pidstat.ts';
import { sarText } from './formats/sar-text.ts';
import { prometheusQueryRange } from './formats/prometheus-query-range.ts';
import { psutilCsv } from './formats/psutil-csv.ts';

/** Every format that is read, in the order in which they are tried. */
export const adapters: readonly Adapter[] = [
  //
  jmeterPerfmon,
  mprof,
  dockerStatsCsv,
  sadfJson,
  iostatJson,
  sadfCsv,
  dstatCsv,
  vmstat,
  pidstat,
  sarText,
  prometheusQueryRange,
  autocannonJson,
  artilleryJson,
  jmeterJtlCsv,
  tidyRequests,
  tidyMemory,
  tidyCpu,
  tidySummary,
  psutilCsv,
];

/** The adapter of an id; undefined where there is none. */
export const adapterById = (id: string): Adapter | undefined => adapters.find((adapter) => adapter.id === id);
