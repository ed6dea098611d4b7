import type { Tone } from '../../../model/section.ts';
import { toneShape } from '../../../model/text/tone-shape.ts';
import { html, type Html } from '../../html.ts';

/** A word with the shape of its tone before it, as everywhere on the site. */
export const verdictHtml = (text: string, tone: Tone, isPossible = false): Html =>
  html`<span class="verdict ${tone}"
    ><span aria-hidden="true">${toneShape(tone, isPossible)}</span> ${text}</span
  >`;
