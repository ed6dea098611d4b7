import type { Tone } from '../../../model/section.ts';
import { html, type Html } from '../../html.ts';

const shapes: Record<Tone, string> = { good: '●', bad: '▲', unsure: '◆', neutral: '○' };

/** A word with the shape of its tone before it, as everywhere on the site. */
export const verdictHtml = (text: string, tone: Tone): Html =>
  html`<span class="verdict ${tone}"><span aria-hidden="true">${shapes[tone]}</span> ${text}</span>`;
