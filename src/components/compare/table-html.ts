import { html, type Html } from '../html.ts';

/** A table that scrolls in a box of its own. */
export const table = (caption: string, heads: readonly Html[], rows: readonly Html[], kind = 'plain'): Html =>
  html`<div class="table-box" role="region" aria-label="${caption}" tabindex="0">
    <table class="${kind}">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;

export const head = (text: string): Html => html`<th scope="col">${text}</th>`;
export const numberHead = (text: string): Html => html`<th scope="col" class="number">${text}</th>`;
