import type { Adapter } from './adapter.ts';
import { artilleryJson } from './formats/artillery/artillery-json.ts';
import { autocannonText } from './formats/autocannon-text.ts';
import { autocannonJson } from './formats/autocannon-json.ts';
import { gatlingSimulationLog } from './formats/gatling/gatling-simulation-log.ts';
import { gatlingStats } from './formats/gatling/gatling-stats.ts';
import { jmeterAggregateCsv } from './formats/jmeter/jmeter-aggregate-csv.ts';
import { jmeterJtlCsv } from './formats/jmeter/jmeter-jtl-csv.ts';
import { jmeterJtlXml } from './formats/jmeter/jmeter-jtl-xml.ts';
import { jmeterStatisticsJson } from './formats/jmeter/jmeter-statistics-json.ts';
import { k6Csv } from './formats/k6/k6-csv.ts';
import { k6HandleSummary } from './formats/k6/k6-handle-summary.ts';
import { k6MachineSummary } from './formats/k6/k6-machine-summary.ts';
import { k6Ndjson } from './formats/k6/k6-ndjson.ts';
import { k6SummaryExport } from './formats/k6/k6-summary-export.ts';
import { locustCsv } from './formats/locust/locust-csv.ts';
import { locustRequestLog } from './formats/locust/locust-request-log.ts';
import { perfolioDigest } from './formats/perfolio-digest.ts';
import { tidyCpu } from './formats/tidy/tidy-cpu.ts';
import { tidyMemory } from './formats/tidy/tidy-memory.ts';
import { tidyRequests } from './formats/tidy/tidy-requests.ts';
import { tidySummary } from './formats/tidy/tidy-summary.ts';
import { jmeterPerfmon } from './formats/jmeter/jmeter-perfmon.ts';
import { mprof } from './formats/mprof.ts';
import { dockerStatsCsv } from './formats/docker/docker-stats-csv.ts';
import { dockerStatsText } from './formats/docker/docker-stats-text.ts';
import { kubectlTop } from './formats/kubectl-top.ts';
import { dockerStatsJson } from './formats/docker/docker-stats-json.ts';
import { sadfJson } from './formats/sysstat/sadf-json.ts';
import { iostatJson } from './formats/sysstat/iostat-json.ts';
import { iostatText } from './formats/sysstat/iostat-text.ts';
import { sadfCsv } from './formats/sysstat/sadf-csv.ts';
import { dstatCsv } from './formats/dstat/dstat-csv.ts';
import { vmstat } from './formats/sysstat/vmstat.ts';
import { pidstat } from './formats/sysstat/pidstat.ts';
import { sarText } from './formats/sysstat/sar-text.ts';
import { prometheusQueryRange } from './formats/prometheus/prometheus-query-range.ts';
import { psutilCsv } from './formats/psutil/psutil-csv.ts';
import { heyText } from './formats/hey-text.ts';
import { heyCsv } from './formats/hey-csv.ts';
import { wrk2 } from './formats/wrk/wrk2.ts';
import { wrk } from './formats/wrk/wrk.ts';
import { vegetaReportJson } from './formats/vegeta/vegeta-report-json.ts';
import { vegetaEncodeCsv } from './formats/vegeta/vegeta-encode-csv.ts';
import { vegetaEncodeJson } from './formats/vegeta/vegeta-encode-json.ts';
import { ohaJson } from './formats/oha-json.ts';
import { bombardierJson } from './formats/bombardier-json.ts';
import { abText } from './formats/ab-text.ts';
import { abGnuplot } from './formats/ab-gnuplot.ts';
import { abPercentiles } from './formats/ab-percentiles.ts';
import { siegeJson } from './formats/siege/siege-json.ts';
import { siegeLog } from './formats/siege/siege-log.ts';
import { siegeVerbose } from './formats/siege/siege-verbose.ts';
import { h2loadText } from './formats/h2load-text.ts';
import { h2loadLog } from './formats/h2load-log.ts';
import { ghzJson } from './formats/ghz-json.ts';
import { hdrHgrm } from './formats/hdr-hgrm.ts';
import { hdrHlog } from './formats/hdr-hlog.ts';
import { taurusFinalStats } from './formats/taurus/taurus-final-stats.ts';
import { taurusFinalStatsCsv } from './formats/taurus/taurus-final-stats-csv.ts';
import { sessionLoadtestJson } from './formats/session-loadtest-json.ts';
import { memoryProfileJson } from './formats/memory-profile-json.ts';
import { benchmarkSuiteJson } from './formats/benchmark-suite-json.ts';
import { pytestBenchmarkJson } from './formats/pytest-benchmark-json.ts';
import { ngrinderCsv } from './formats/ngrinder-csv.ts';
import { httperfText } from './formats/httperf-text.ts';
import { tsungJson } from './formats/tsung-json.ts';
import { ycsbText } from './formats/ycsb-text.ts';
import { iagoLog } from './formats/iago-log.ts';
import { ghaBenchmarkDataJs } from './formats/gha-benchmark/gha-benchmark-data-js.ts';
import { asvResults } from './formats/asv/asv-results.ts';
import { googleBenchmarkJson } from './formats/google-benchmark/google-benchmark-json.ts';
import { googleBenchmarkCsv } from './formats/google-benchmark/google-benchmark-csv.ts';
import { googleBenchmarkText } from './formats/google-benchmark/google-benchmark-text.ts';
import { hyperfineJson } from './formats/hyperfine/hyperfine-json.ts';
import { hyperfineCsv } from './formats/hyperfine/hyperfine-csv.ts';
import { jmhJson } from './formats/jmh/jmh-json.ts';
import { jmhCsv } from './formats/jmh/jmh-csv.ts';
import { jmhText } from './formats/jmh/jmh-text.ts';
import { benchmarkdotnetJson } from './formats/benchmarkdotnet-json.ts';
import { criterionText } from './formats/criterion/criterion-text.ts';
import { criterion } from './formats/criterion/criterion.ts';
import { vitestBenchJson } from './formats/vitest-bench-json.ts';
import { tinybenchJson } from './formats/tinybench-json.ts';
import { juliaBenchmarktools } from './formats/julia-benchmarktools.ts';
import { cargoBench } from './formats/cargo-bench.ts';
import { benchmarkjsText } from './formats/benchmarkjs-text.ts';
import { catch2Xml } from './formats/catch2-xml.ts';
import { bencheeText } from './formats/benchee-text.ts';
import { callgrindText } from './formats/callgrind-text.ts';
import { mitataJson } from './formats/mitata-json.ts';
import { phpbenchXml } from './formats/phpbench-xml.ts';
import { psrecordLog } from './formats/psrecord-log.ts';
import { divanText } from './formats/divan-text.ts';
import { drillText } from './formats/drill-text.ts';
import { gooseReportJson } from './formats/goose/goose-report-json.ts';
import { gooseRequestCsv } from './formats/goose/goose-request-csv.ts';
import { gooseRequestJson } from './formats/goose/goose-request-json.ts';
import { nighthawkJson } from './formats/nighthawk-json.ts';
import { fortioJson } from './formats/fortio-json.ts';
import { gnuTime } from './formats/gnu-time.ts';
import { shellTime } from './formats/shell-time.ts';
import { nvidiaSmiCsv } from './formats/nvidia-smi-csv.ts';
import { perfStatCsv } from './formats/perf-stat-csv.ts';
import { yandexTankPhout } from './formats/yandex-tank-phout.ts';
import { vegetaReportText } from './formats/vegeta/vegeta-report-text.ts';
import { vegetaReportHist } from './formats/vegeta/vegeta-report-hist.ts';
import { goTestJson } from './formats/go-test-json.ts';
import { goBench } from './formats/go-bench.ts';
import { ghaBenchmarkCustomJson } from './formats/gha-benchmark-custom-json.ts';
import { k6ConsoleText } from './formats/k6/k6-console-text.ts';
import { ohaText } from './formats/oha-text.ts';
import { bombardierText } from './formats/bombardier-text.ts';
import { newmanJson } from './formats/newman-json.ts';
import { pgbenchText } from './formats/pgbench/pgbench-text.ts';
import { pgbenchLog } from './formats/pgbench/pgbench-log.ts';
import { sysbenchText } from './formats/sysbench-text.ts';
import { bencherBmf } from './formats/bencher-bmf.ts';

/** Every format that is read, in the order in which they are tried. */
export const adapters: readonly Adapter[] = [
  //
  perfolioDigest,
  jmeterPerfmon,
  mprof,
  nvidiaSmiCsv,
  gnuTime,
  shellTime,
  psrecordLog,
  perfStatCsv,
  dockerStatsCsv,
  dockerStatsJson,
  dockerStatsText,
  kubectlTop,
  sadfJson,
  iostatJson,
  iostatText,
  sadfCsv,
  dstatCsv,
  vmstat,
  pidstat,
  sarText,
  prometheusQueryRange,
  ghaBenchmarkDataJs,
  asvResults,
  googleBenchmarkJson,
  googleBenchmarkCsv,
  googleBenchmarkText,
  hyperfineJson,
  hyperfineCsv,
  jmhJson,
  jmhCsv,
  jmhText,
  benchmarkdotnetJson,
  criterion,
  criterionText,
  vitestBenchJson,
  tinybenchJson,
  juliaBenchmarktools,
  cargoBench,
  benchmarkjsText,
  catch2Xml,
  divanText,
  bencheeText,
  callgrindText,
  mitataJson,
  phpbenchXml,
  goTestJson,
  goBench,
  ghaBenchmarkCustomJson,
  autocannonJson,
  autocannonText,
  artilleryJson,
  jmeterJtlXml,
  jmeterStatisticsJson,
  jmeterAggregateCsv,
  jmeterJtlCsv,
  locustCsv,
  locustRequestLog,
  k6Ndjson,
  k6Csv,
  k6ConsoleText,
  newmanJson,
  pgbenchText,
  pgbenchLog,
  sysbenchText,
  heyText,
  heyCsv,
  wrk2,
  wrk,
  vegetaReportJson,
  vegetaReportText,
  vegetaReportHist,
  vegetaEncodeCsv,
  vegetaEncodeJson,
  ohaJson,
  ohaText,
  bombardierJson,
  bombardierText,
  abText,
  abGnuplot,
  abPercentiles,
  siegeJson,
  siegeLog,
  siegeVerbose,
  yandexTankPhout,
  h2loadText,
  h2loadLog,
  ghzJson,
  fortioJson,
  nighthawkJson,
  gooseReportJson,
  gooseRequestCsv,
  gooseRequestJson,
  drillText,
  hdrHgrm,
  hdrHlog,
  taurusFinalStats,
  taurusFinalStatsCsv,
  sessionLoadtestJson,
  memoryProfileJson,
  benchmarkSuiteJson,
  pytestBenchmarkJson,
  ngrinderCsv,
  httperfText,
  tsungJson,
  ycsbText,
  iagoLog,
  k6MachineSummary,
  k6HandleSummary,
  k6SummaryExport,
  gatlingSimulationLog,
  gatlingStats,
  tidyRequests,
  tidyMemory,
  tidyCpu,
  tidySummary,
  psutilCsv,
  bencherBmf,
];

/** The adapter of an id; undefined where there is none. */
export const adapterById = (id: string): Adapter | undefined => adapters.find((adapter) => adapter.id === id);

/** True for the format of a tool that times code, not requests under load. */
export const isBenchmarkFormat = (id: string): boolean => adapterById(id)?.results === 'benchmarks';

/** Whether files of a format contain readings of resources, and never requests. */
export const isResourceFormat = (id: string): boolean => adapterById(id)?.results === 'resources';
