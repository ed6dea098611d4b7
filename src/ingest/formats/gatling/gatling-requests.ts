import { unnamed, withGroups } from './gatling-records.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { Series } from '../../record/series.ts';
import { cleanText } from '../../fields/text.ts';

/** Requests of one name in one group. */
interface Apart {
  readonly groups: readonly string[];
  readonly name: string;
  readonly series: Series;
}

/** Series set apart at most; requests of further names count under the name alone. */
const mostApart = 1_000;

/**
 * Requests of Gatling on their way to a recorder. Requests of one name in different groups are different requests, as
 * in Gatling's report; whether a name needs its groups to be distinguished shows only when all files are read.
 */
export class GatlingRequests {
  /** Rows that asked for a series. */
  count = 0;
  readonly #recorder: Recorder;
  readonly #series = new Map<string, Series>();
  readonly #apart: Apart[] = [];

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** The series of a request; `groups` as the log has them, joined by commas. */
  series(scenario: string | null, groups: string, name: string): Series {
    this.count++;
    const key = `${scenario ?? ''}\t${groups}\t${name}`;
    const known = this.#series.get(key);
    if (known !== undefined) return known;
    const opened = this.#open(
      scenario,
      groups.split(',').map(cleanText).filter(Boolean),
      cleanText(name) || unnamed,
    );
    this.#series.set(key, opened);
    return opened;
  }

  #open(scenario: string | null, groups: readonly string[], name: string): Series {
    if (this.#apart.length >= mostApart) return this.#recorder.requests(scenario, name);
    const series = this.#recorder.detached(scenario, name);
    this.#apart.push({ groups, name, series });
    return series;
  }

  /** Names all requests, at the end of all files. */
  settle(): void {
    for (const sameName of Map.groupBy(this.#apart, ({ name }) => name).values()) {
      const paths = new Set(sameName.map(({ groups }) => withGroups(groups)));
      for (const { groups, name, series } of sameName)
        this.#recorder.adopt(series, 'requests', paths.size > 1 ? withGroups([...groups, name]) : null);
    }
  }
}
