import type { APIRoute } from 'astro';
import { trendLine } from '../../charts/trends/explore-line.ts';
import type { VegaLiteSpec, ChartSize } from '../../charts/vega/frames.ts';
import { parse } from '../../charts/vega/vega-template.ts';
import { incremental } from 'virtual:perfolio';

const sizes: readonly ChartSize[] = ['standard', 'wide'];

/** Templates that browsers draw, with expressions as syntax trees. They contain no data. */
export async function getStaticPaths() {
  const reuse = await incremental();
  return trendLine.templates.flatMap((template) =>
    sizes.map((size) => {
      const name = `${trendLine.id}-${template}-${size}`;
      const spec = trendLine.spec(template, size);
      return reuse.file({ params: { template: name }, props: { spec } }, { values: [spec] });
    }),
  );
}

export const GET: APIRoute<{ spec: VegaLiteSpec }> = async ({ props }) =>
  new Response(JSON.stringify(await parse(props.spec, { ast: true })), {
    headers: { 'content-type': 'application/json' },
  });
