import type { APIRoute } from 'astro';
import type { ChartSize } from '../../charts/chart.ts';
import { trendLine } from '../../charts/trend-line.ts';
import { parse, type VegaLiteSpec } from '../../charts/vega-template.ts';

const sizes: readonly ChartSize[] = ['standard', 'wide'];

/** Templates that browsers draw, with expressions as syntax trees. They hold no data. */
export const getStaticPaths = () =>
  trendLine.templates.flatMap((template) =>
    sizes.map((size) => ({
      params: { template: `${trendLine.id}-${template}-${size}` },
      props: { spec: trendLine.spec(template, size) },
    })),
  );

export const GET: APIRoute<{ spec: VegaLiteSpec }> = async ({ props }) =>
  new Response(JSON.stringify(await parse(props.spec, { ast: true })), {
    headers: { 'content-type': 'application/json' },
  });
