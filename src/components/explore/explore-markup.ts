import { html } from '../html.ts';

/** What stands in the window of a picture to move through; text from data is filled in later. */
export const exploreMarkup = html`
  <div class="explore-head">
    <h2 id="explore-title"></h2>
    <button type="button" data-close>Close</button>
  </div>
  <div class="filters trend-filters">
    <label
      ><span>Endpoint</span
      ><select data-page></select
    ></label>
    <label class="wide"
      ><span>Metric and scenario</span
      ><select data-series></select
    ></label>
    <div role="group" aria-label="Stretch of the history">
      <button type="button" data-zoom="0.5">Zoom in</button>
      <button type="button" data-zoom="2">Zoom out</button>
      <button type="button" data-move="-0.5">Earlier</button>
      <button type="button" data-move="0.5">Later</button>
      <button type="button" data-all>All</button>
    </div>
  </div>
  <p class="note" data-state></p>
  <div class="chart explore-picture" role="slider" tabindex="0" aria-labelledby="explore-title"></div>
  <p class="explore-facts"></p>
  <p class="note">
    Runs in order. Arrow keys move from run to run; + and − zoom. Drag the chart to move it; use the wheel to
    zoom. Change points and levels are those of the full history.
  </p>
`.html;
