import { address } from '../address.ts';
import { html, type Html } from '../html.ts';
import type { HistoryTable } from './history-table.ts';

/** The rows of a table of all metrics over the runs; printed while the site is built, and in the browser. */
export const historyRows = ({ rows }: HistoryTable): Html =>
  html`${rows.map(
    ({ point, cells }) =>
      html`<tr>
        <th scope="row"><a href="${address(`runs/${point.slug}/`)}">${point.run}</a></th>
        ${cells.map(
          ({ text, change }) =>
            html`<td class="number">${text}${change === '' ? null : html`<small>${change}</small>`}</td>`,
        )}
      </tr>`,
  )}`;

/** How many older runs the table omits. */
export const olderText = ({ left }: HistoryTable): string =>
  left === 0 ? '' : ` For the ${left} older runs, see the JSON of each run.`;
