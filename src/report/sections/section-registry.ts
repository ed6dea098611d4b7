import { additionalNotes } from './additional-notes.ts';
import { attachments } from './attachments.ts';
import { conclusion } from './conclusion.ts';
import { configurationAdjustments } from './configuration-adjustments.ts';
import { cpuUsage } from './cpu-usage.ts';
import { errorRates } from './error-rates.ts';
import { memoryUsage } from './memory-usage.ts';
import { performanceAnomalies } from './performance-anomalies.ts';
import { performanceBottlenecks } from './performance-bottlenecks.ts';
import { performanceComparedToTarget } from './performance-compared-to-target.ts';
import { recommendations } from './recommendations.ts';
import { responseTime } from './response-time.ts';
import { scalingCurrentLimits } from './scaling-current-limits.ts';
import type { SectionRule } from './section-rule.ts';
import { testConfigurationEnvironment, testConfigurationSystem } from './test-configuration.ts';
import { testOverview } from './test-overview.ts';
import { testScenarios } from './test-scenarios.ts';
import { throughput } from './throughput.ts';
import { trendsFromPreviousTests } from './trends-from-previous-tests.ts';
import { visualAnalysis } from './visual-analysis.ts';

/** The report's sections in the order of its template. */
export const sectionRules: readonly SectionRule[] = [
  testOverview,
  testConfigurationSystem,
  testConfigurationEnvironment,
  testScenarios,
  responseTime,
  throughput,
  memoryUsage,
  cpuUsage,
  errorRates,
  performanceComparedToTarget,
  performanceBottlenecks,
  performanceAnomalies,
  trendsFromPreviousTests,
  recommendations,
  configurationAdjustments,
  scalingCurrentLimits,
  additionalNotes,
  visualAnalysis,
  conclusion,
  attachments,
];
