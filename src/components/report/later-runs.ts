import type { SinceReport } from '../../model/since.ts';
import { address } from '../address.ts';
import { html } from '../compare/html.ts';

/** How many runs were made after a report's and which is the newest: the one sentence that every added run changes. */
export const laterRuns = ({ laterRuns: count, newest }: SinceReport): string =>
  html`${count === 1 ? 'One run was' : `${count} runs were`} made after this one. The newest is
    <a href="${address(`runs/${newest.slug}/`)}">${newest.id}</a>.`.html;
