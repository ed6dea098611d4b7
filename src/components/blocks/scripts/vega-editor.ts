import { chartOf } from '../../../charts/chart-registry.ts';
import { vegaDocument, type VegaDocument } from '../../../charts/vega/vega-document.ts';
import type { RunReport } from '../../../model/run-report.ts';
import type { RunJson } from '../../../report/run-json.ts';
import { tokenOf } from '../chart-file.ts';

const editorUrl = 'https://vega.github.io/editor/';

/** As much of a report as charts read, from the public JSON of its run. */
function reportOf({ charts, configuration, ...rest }: RunJson): RunReport {
  const { timelines, distributions, memory, cpu, steps, scaling = [] } = charts;
  const measures = {
    ...rest,
    scenarios: configuration.scenarios,
    timelines,
    distributions,
    memoryCurves: memory,
    cpuCurves: cpu,
    steps,
    scaling,
  };
  return { ...rest, measures } as unknown as RunReport;
}

/** The specification of a chart of a run, with its data; null where the run has nothing that it could draw. */
async function documentOf(id: string, scenario: string | null, source: string): Promise<VegaDocument | null> {
  const response = await fetch(source);
  if (!response.ok) throw new Error(`The JSON of this run could not be read (${response.status}).`);
  const chart = chartOf(id);
  const reading = chart.read(
    reportOf((await response.json()) as RunJson),
    scenario === null ? undefined : { scenario },
  );
  return reading === null ? null : vegaDocument(chart, reading, tokenOf);
}

const stepMs = 250;
const mostSteps = 60;

/**
 * Hands a chart to the Vega editor in a window of its own, as vega-embed does: the specification is posted until the
 * editor answers. Nothing is sent anywhere before the reader asks for it, and then only to the editor.
 */
export async function openInEditor(
  editor: Window,
  { chart, scenario, source }: { chart: string; scenario: string | null; source: string },
): Promise<void> {
  const spec = await documentOf(chart, scenario, source);
  const message = { mode: 'vega-lite', spec: JSON.stringify(spec, null, 2) };
  let isHeard = false;
  const hear = (event: MessageEvent): void => {
    if (event.source === editor) isHeard = true;
  };
  window.addEventListener('message', hear);
  editor.location.href = editorUrl;
  for (let step = 0; step < mostSteps && !isHeard && !editor.closed; step += 1) {
    await new Promise((resolve) => setTimeout(resolve, stepMs));
    editor.postMessage(message, new URL(editorUrl).origin);
  }
  window.removeEventListener('message', hear);
}
