import { at } from '../../model/checked.ts';
import { trendLine, trendLinePanel, wholeStretch, type Stretch } from '../../charts/trends/explore-line.ts';
import { pointFacts } from '../../charts/point-facts.ts';
import { frames, type ChartSize } from '../../charts/vega/frames.ts';
import type { TrendSeries } from '../../model/trend.ts';
import { address } from '../address.ts';
import { findElement } from '../find-element.ts';
import { html } from '../html.ts';
import { unpackSeries, type PackedSeries, type TrendData } from '../trends/trend-data.ts';
import { narrowed, shownRuns, type TrendFilter } from '../trends/filters/trend-filter.ts';
import { seriesName } from '../trends/trend-words.ts';
import { likeliest, stateText } from './choice.ts';
import { fragmentOf, type ExploreState } from './explore-address.ts';
import { exploreMarkup } from './explore-markup.ts';
import { onPointer } from './pointer.ts';
import { moved, showing, stepTo, within, zoomed } from './moves.ts';
import { drawPanel } from './vega-parts.ts';

/** What a reader wants to look at more closely. */
export interface Exploring {
  /** Of the page that the figure stands on. */
  readonly data: TrendData;
  /** Of the series in the data. */
  readonly number: number;
  readonly filter: TrendFilter;
  /** Reads the data of the page of another endpoint. */
  readonly load: (page: string) => Promise<TrendData>;
  /** Where the address says that a reader was before. */
  readonly from?: Pick<ExploreState, 'stretch' | 'run'> | undefined;
}

/** One look at the history of a metric, in a window above the page: the page beneath stays as it is. */
class Explorer {
  readonly #dialog = document.createElement('dialog');
  readonly #exploring: Exploring;
  #data: TrendData;
  #packed: PackedSeries;
  #series!: TrendSeries;
  #stretch: Stretch = [0, 1];
  #picked: number | null = null;
  #drawing = false;
  #isStale = false;

  constructor(exploring: Exploring) {
    this.#exploring = exploring;
    this.#data = exploring.data;
    this.#packed = at(exploring.data.series, exploring.number);
  }

  async open(): Promise<void> {
    const dialog = this.#dialog;
    dialog.className = 'explore';
    dialog.setAttribute('aria-labelledby', 'explore-title');
    dialog.innerHTML = exploreMarkup;
    this.#choose();
    this.#goBackTo(this.#exploring.from);
    this.#listen();
    await this.#draw();
    document.body.append(dialog);
    dialog.addEventListener('close', () => {
      dialog.remove();
      replaceFragment('');
    });
    this.#keep();
    dialog.showModal();
    // Narrow and wide screens have pictures of their own.
    if (this.#size !== this.#drawn) await this.#draw();
    this.#picture.focus();
  }

  /** Takes up what an address held, as far as there are such runs. */
  #goBackTo(state: Exploring['from']): void {
    if (state?.stretch != null) this.#stretch = within(state.stretch, this.#whole);
    const index = this.#series.points.findIndex(({ run }) => run === state?.run);
    if (index < 0) return;
    this.#picked = index;
    this.#tell();
  }

  /** Keeps in the address what is to be seen, so that it can be passed on. */
  #keep(): void {
    const { page, key } = this.#packed;
    const isWhole = this.#stretch.every((end, i) => end === this.#whole[i]);
    const run = this.#picked === null ? null : (this.#series.points[this.#picked]?.run ?? null);
    replaceFragment(fragmentOf({ page, key, stretch: isWhole ? null : this.#stretch, run }));
  }

  #find(selector: string): HTMLElement {
    return findElement(selector, HTMLElement, this.#dialog);
  }

  get #picture(): HTMLElement {
    return this.#find('.explore-picture');
  }

  get #size(): ChartSize {
    return matchMedia('(max-width: 44rem)').matches ? 'standard' : 'wide';
  }

  #drawn: ChartSize | null = null;

  get #whole(): Stretch {
    return wholeStretch(this.#series);
  }

  /** Takes a series up from its beginning, with the lists of what else may be chosen. */
  #choose(): void {
    const { filter } = this.#exploring;
    const data = this.#data;
    const anyPlace = { ...filter, endpoint: null, scenario: null };
    this.#series = narrowed(unpackSeries(this.#packed, data.runs), shownRuns(data, anyPlace));
    this.#stretch = this.#whole;
    this.#picked = null;
    this.#find('#explore-title').textContent = seriesName(this.#series);
    const choices = data.series.filter((one) => one.isWhole && one.page === this.#packed.page);
    this.#find('[data-series]').replaceChildren(
      ...choices.map(
        (one) =>
          new Option(seriesName(one, false), String(data.series.indexOf(one)), false, one === this.#packed),
      ),
    );
    this.#find('[data-page]').replaceChildren(
      ...data.pages.map(({ slug, label }) => new Option(label, slug, false, slug === this.#packed.page)),
    );
    this.#find('[data-state]').textContent = stateText(this.#series, data, anyPlace);
    this.#tell();
  }

  async #goTo(page: string): Promise<void> {
    const former = this.#series;
    const data = page === this.#packed.page ? this.#data : await this.#exploring.load(page);
    const candidates = data.series.filter((one) => one.isWhole && one.page === page);
    const best = likeliest(candidates, former, this.#exploring.filter);
    if (best === undefined) return;
    this.#data = data;
    this.#packed = best;
    this.#choose();
    this.#redraw();
  }

  #listen(): void {
    const dialog = this.#dialog;
    dialog.addEventListener('click', ({ target }) => {
      if (!(target instanceof HTMLElement)) return;
      const { zoom, move } = target.dataset;
      if (target.dataset.close !== undefined) dialog.close();
      else if (zoom !== undefined) this.#zoom(Number(zoom));
      else if (move !== undefined) this.#show(moved(this.#stretch, Number(move), this.#whole));
      else if (target.dataset.all !== undefined) this.#show(this.#whole);
    });
    this.#find('[data-series]').addEventListener('change', ({ target }) => {
      this.#packed = at(this.#data.series, Number((target as HTMLSelectElement).value));
      this.#choose();
      this.#redraw();
    });
    this.#find('[data-page]').addEventListener('change', ({ target }) => {
      const { value } = target as HTMLSelectElement;
      this.#goTo(value).catch((error: unknown) => {
        this.#find('[data-state]').textContent = (error as Error).message;
      });
    });
    this.#picture.addEventListener('keydown', (event) => this.#press(event));
    onPointer(this.#picture, {
      stretch: () => this.#stretch,
      indexAt: (clientX) => this.#indexAt(clientX),
      point: (index) => this.#pickNearest(index),
      drag: ([from, to]) => this.#show(within([from, to], this.#whole)),
      zoom: (factor, about) => this.#show(zoomed(this.#stretch, factor, about, this.#whole)),
    });
  }

  #press(event: KeyboardEvent): void {
    const to = stepTo(event.key, this.#picked, this.#series.points.length);
    if (to !== null) this.#pick(to);
    else if (event.key === '+' || event.key === '=') this.#zoom(0.5);
    else if (event.key === '-') this.#zoom(2);
    else return;
    event.preventDefault();
  }

  /** The index, possibly between runs, that stands at a place of the screen. */
  #indexAt(clientX: number): number {
    const { left, width } = this.#picture.getBoundingClientRect();
    const frame = frames[this.#drawn ?? this.#size];
    const share =
      (((clientX - left) / width) * frame.width - frame.left) / (frame.width - frame.left - frame.right);
    return this.#stretch[0] + share * (this.#stretch[1] - this.#stretch[0]);
  }

  #pickNearest(index: number): void {
    const last = this.#series.points.length - 1;
    if (last >= 0) this.#pick(Math.min(Math.max(Math.round(index), 0), last));
  }

  #pick(index: number): void {
    if (index === this.#picked) return;
    this.#picked = index;
    this.#tell();
    this.#show(showing(index, this.#stretch, this.#whole));
  }

  #zoom(factor: number): void {
    const [from, to] = this.#stretch;
    const picked = this.#picked ?? NaN;
    const middle = picked >= from && picked <= to ? picked : (from + to) / 2;
    this.#show(zoomed(this.#stretch, factor, middle, this.#whole));
  }

  #show(stretch: Stretch): void {
    this.#stretch = stretch;
    this.#redraw();
  }

  /** Draws what is to be seen by now; what was asked for meanwhile is drawn once, after it. */
  #redraw(): void {
    this.#isStale = true;
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => {
      this.#isStale = false;
      void this.#draw().finally(() => {
        this.#drawing = false;
        if (this.#isStale) this.#redraw();
      });
    });
  }

  async #draw(): Promise<void> {
    if (this.#dialog.isConnected) this.#keep();
    const size = this.#size;
    const panel = trendLinePanel(this.#series, { stretch: this.#stretch, picked: this.#picked, size });
    const label = `${seriesName(this.#series)}, drawn over the runs`;
    const svg =
      this.#series.points.length === 0
        ? html`<p class="empty">None of the runs shown has this metric.</p>`.html
        : await drawPanel(trendLine.id, panel, { size, label });
    this.#drawn = size;
    this.#picture.innerHTML = svg;
  }

  /** Says which run the reader stands on. */
  #tell(): void {
    const picture = this.#picture;
    const { points } = this.#series;
    const facts = this.#picked === null ? null : pointFacts(this.#series, this.#picked);
    const line = facts === null ? 'No run chosen.' : `${facts.run}: ${facts.value}; ${facts.about}`;
    picture.setAttribute('aria-valuemin', '1');
    picture.setAttribute('aria-valuemax', String(Math.max(points.length, 1)));
    picture.setAttribute('aria-valuenow', String((this.#picked ?? points.length - 1) + 1));
    picture.setAttribute('aria-valuetext', line);
    this.#find('.explore-facts').innerHTML =
      facts === null
        ? html`<span class="note">Point at a run, or move to it with the arrow keys.</span><br />&#160;`.html
        : html`<a href="${address(`runs/${facts.slug}/`)}">${facts.run}</a> <b>${facts.value}</b><br />
            <small>${facts.about}</small>`.html;
  }
}

/** The address without a new entry in the history: each step would be one. */
const replaceFragment = (fragment: string): void =>
  history.replaceState(history.state, '', `${location.pathname}${location.search}${fragment}`);

/** Opens the picture of a series that a reader moves through. */
export async function explore(exploring: Exploring): Promise<void> {
  await new Explorer(exploring).open();
}
