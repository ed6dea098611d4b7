import type { Adapter } from '../adapter.ts';
import { lines } from '../files/lines.ts';
import type { RawFile } from '../files/raw-file.ts';
import { recordMeasure } from '../record/benchmark-results.ts';
import type { Recorder } from '../record/recorder.ts';
import { requireRows } from '../record/usable-rows.ts';
import { hyperfineLabel } from './hyperfine/hyperfine-label.ts';

/** What `time` of bash, zsh, BSD and busybox prints. */
export const shellTime: Adapter = {
  id: 'shell-time',
  tool: 'time',
  title: 'time of bash, zsh, BSD and busybox',
  identifiedBy:
    'Nothing but lines "real 0m1.234s", "user ...", "sys ..." (also in seconds, of time -p), "1.00 real 0.90 user 0.05 sys", or "... user ... system ...% cpu ... total".',
  sourceClass: 'reported',
  results: 'benchmarks',
  notes: [
    'Elapsed, user and system time are measures, and do not describe requests. If a file has several times without a command, they are repeats, and the values are their means.',
    'zsh names the command: each is separate. What looks like a password or token in a command is masked.',
    'The further lines of BSD time -l are not read: the unit of their memory differs between systems.',
  ],
  sets: 'each',
  sniff: ({ lines: head }) => {
    const printed = head.filter((line) => line.trim() !== '');
    return printed.some(isTime) && printed.every((line) => isTime(line) || details.test(line));
  },
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

/** In the user's language. */
const seconds = String.raw`(\d+[.,]\d+)`;
/** `0m1.234s`; of busybox `0m 1.23s` and `1h 02m 03s`; with -p `62.50`. */
const posix = /^(real|user|sys)[\t ]+(?:(\d+)h )?(?:(\d+)m ?)?(\d+(?:[.,]\d+)?)s?$/;
const bsd = new RegExp(`^ *${seconds} real +${seconds} user +${seconds} sys$`);
/** The share of the processor is negative if no time elapsed: zsh divides by 0 then. */
const zsh = new RegExp(
  `^(?:(\\S.*?) +)?${seconds}s user ${seconds}s system -?\\d+% cpu (?:(?:(\\d+):)?(\\d+):)?${seconds} total$`,
);

/** A line of BSD's -l: "  1234567  maximum resident set size". */
const details = /^ +\d+ {2}[a-z][a-z ()/-]*$/;

const isTime = (line: string): boolean =>
  line.length <= longestLine && (posix.test(line) || bsd.test(line) || zsh.test(line));

/** No line with a command is longer. */
const longestLine = 4_000;

const namesOf = { real: 'elapsed time', user: 'user time', sys: 'system time' } as const;

/** Seconds of one command by what they are; `command` is empty where only the times are printed. */
interface Times {
  readonly command: string;
  readonly seconds: ReadonlyMap<string, number>;
}

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, shellTime.id, shellTime.tool);
  const values = new Map<string, Map<string, number[]>>();
  for await (const { line, text } of lines(file)) {
    if (text.trim() === '' || details.test(text)) continue;
    const times = text.length > longestLine ? null : timesOf(text);
    if (times === null) {
      account.refuse(line, 'no time of bash, zsh, BSD or busybox');
      continue;
    }
    account.accept();
    const own = values.get(times.command) ?? new Map<string, number[]>();
    values.set(times.command, own);
    for (const [name, seconds] of times.seconds) own.set(name, [...(own.get(name) ?? []), seconds]);
  }
  requireRows([account], 'Provide what `time` printed.');
  for (const [command, own] of values)
    for (const [name, seconds] of own)
      recordMeasure(
        recorder,
        values.size === 1 || command === '' ? name : `${command}: ${name}`,
        's',
        seconds,
      );
}

function timesOf(text: string): Times | null {
  const [, part, ofHours, minutes, rest] = posix.exec(text) ?? [];
  if (part !== undefined)
    return {
      command: '',
      seconds: new Map([[namesOf[part as keyof typeof namesOf], secondsOf(rest, minutes, ofHours)]]),
    };
  const [, real, user, system] = bsd.exec(text) ?? [];
  if (real !== undefined) return allOf('', secondsOf(real), secondsOf(user), secondsOf(system));
  const [, command = '', ofUser, ofSystem, hours, mins, secs] = zsh.exec(text) ?? [];
  if (ofUser === undefined) return null;
  const elapsed = secondsOf(secs, mins, hours);
  return allOf(hyperfineLabel(command), elapsed, secondsOf(ofUser), secondsOf(ofSystem));
}

const secondsOf = (seconds = '', minutes = '0', hours = '0'): number =>
  Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'));

const allOf = (command: string, elapsed: number, user: number, system: number): Times => ({
  command,
  seconds: new Map([
    [namesOf.real, elapsed],
    [namesOf.user, user],
    [namesOf.sys, system],
  ]),
});
