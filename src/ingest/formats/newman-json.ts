import { z } from 'zod';
import type { Adapter } from '../adapter.ts';
import { cleanText } from '../fields/text.ts';
import { parseDocument } from '../files/json-document.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';

const execution = z.looseObject({
  item: z.looseObject({ name: z.string().optional() }).optional(),
  response: z
    .looseObject({ code: z.number().optional(), responseTime: z.number().min(0).optional() })
    .optional(),
  requestError: z.unknown().optional(),
  assertions: z.array(z.looseObject({ error: z.unknown().optional() })).optional(),
});

const report = z.looseObject({
  run: z.looseObject({
    timings: z.looseObject({ started: z.number().optional(), completed: z.number().optional() }).optional(),
    executions: z.array(execution),
  }),
});

type Execution = z.infer<typeof execution>;

/** newman's JSON report. */
export const newmanJson: Adapter = {
  id: 'newman-json',
  tool: 'newman',
  title: 'newman JSON report',
  identifiedBy: 'A JSON object with collection and run.executions.',
  sourceClass: 'exact',
  notes: [
    'Each execution is a request; the endpoint is the name of the request in the collection. Milliseconds.',
    'A request failed if it has no response, a status of 400 or above, or an assertion that failed.',
    'Single requests have no clock: the run’s own start and end give its duration. Assertions, bodies and headers are not read.',
  ],
  sets: 'each',
  isClockless: true,
  sniff: ({ json }) => {
    const { collection, run } = (json ?? {}) as { collection?: unknown; run?: unknown };
    return collection !== undefined && typeof run === 'object' && run !== null && 'executions' in run;
  },
  read: (files, recorder) => {
    for (const file of files) readFile(file, recorder);
    return Promise.resolve();
  },
};

function readFile(file: RawFile, recorder: Recorder): void {
  const account = recorder.file(file, newmanJson.id, newmanJson.tool);
  const { timings, executions } = parseDocument(file, report).run;
  const { started, completed } = timings ?? {};
  if (started !== undefined && completed !== undefined && completed > started) {
    recorder.startedAtMs = started;
    recorder.durationSeconds = (completed - started) / 1_000;
  }
  for (const one of executions) {
    const endpoint = cleanText(one.item?.name ?? '') || allEndpoints;
    recorder.requests(null, endpoint).add(NaN, one.response?.responseTime ?? NaN, errorOf(one), NaN);
    account.accept();
  }
}

function errorOf({ response, assertions = [] }: Execution): string | null {
  if (response?.code === undefined) return 'no response';
  if (response.code >= 400) return String(response.code);
  return assertions.some(({ error }) => error !== undefined && error !== null) ? 'assertion' : null;
}
