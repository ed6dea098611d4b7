import { jsx } from 'astro/jsx-runtime';
import { noValue } from '../../model/format.ts';
import type { RunReport } from '../../model/run-report.ts';
import { valueText, type ValueName } from '../../report/mdx/named-value.ts';

/**
 * Components that stand in the middle of a sentence. They are functions because an .astro file ends in a line break,
 * which would stand before the full stop.
 */
type Inline = (props: Record<string, unknown>) => unknown;

/** A measured figure. What it names is checked before the site is built. */
export const value =
  (report: RunReport): Inline =>
  ({ metric, scenario, endpoint }) => {
    const named = { metric, scenario, endpoint } as ValueName;
    const found = valueText(report.measures.metricValues, named);
    const [text, title] =
      'error' in found ? [noValue, found.error] : [found.text, found.metricValue.estimator];
    return jsx('span', { class: 'value', title, children: text });
  };

/** Words that are held against the numbers when the project is checked; on the page they are words. */
export const claim: Inline = ({ children }) => jsx('span', { class: 'claim', children });
