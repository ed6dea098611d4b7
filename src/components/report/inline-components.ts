import { jsx } from 'astro/jsx-runtime';
import { noValue } from '../../model/text/format.ts';
import type { RunReport } from '../../model/run-report.ts';
import { valueText, type ValueName } from '../../report/mdx/named-value.ts';

/**
 * Components that stand in the middle of a sentence. They are functions because an .astro file ends in a line break,
 * which would stand before the full stop.
 */
type Inline = (props: Record<string, unknown>) => unknown;

/** A measured value. `check` has made sure that it exists. */
export const value =
  (report: RunReport): Inline =>
  ({ metric, scenario, endpoint }) => {
    const named = { metric, scenario, endpoint } as ValueName;
    const found = valueText(report.measures.metricValues, named);
    const [text, title] =
      'error' in found ? [noValue, found.error] : [found.text, found.metricValue.estimator];
    return jsx('span', { class: 'value', title, children: text });
  };

/** A statement that `check` compares with the data. On the page it is plain text. */
export const claim: Inline = ({ children }) => jsx('span', { class: 'claim', children });
