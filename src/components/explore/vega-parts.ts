import type { Runtime } from 'vega';
import { transforms } from 'vega-dataflow';
import { axisticks, datajoin, encode, scale, sortitems } from 'vega-encode';
import { expressionInterpreter } from 'vega-interpreter';
import { aggregate, collect, facet, filter, formula, proxy, relay, sieve } from 'vega-transforms';
import { View } from 'vega-view';
import { bound, mark, render, viewlayout } from 'vega-view-transforms';
import type { Panel } from '../../charts/chart.ts';
import { tidySvg } from '../../charts/vega/tidy-svg.ts';
import { drawIn, silent } from '../../charts/vega/draw-in.ts';
import { frames, type ChartSize } from '../../charts/vega/frames.ts';
import { address } from '../address.ts';

// As much of Vega as the templates use: all of it is twice as large. Templates were parsed while the site was built.
Object.assign(transforms, {
  ...{ aggregate, collect, facet, filter, formula, proxy, relay, sieve },
  ...{ axisticks, datajoin, encode, scale, sortitems },
  ...{ bound, mark, render, viewlayout },
});

const read = new Map<string, Promise<Runtime>>();

/** A template that was parsed while the site was built: `/charts/<id>-<template>-<size>.json`. */
function templateOf(name: string): Promise<Runtime> {
  const known =
    read.get(name) ??
    fetch(address(`charts/${name}.json`)).then((response) => {
      if (!response.ok) throw new Error(`The template of this chart could not be read (${response.status}).`);
      return response.json() as Promise<Runtime>;
    });
  read.set(name, known);
  // What failed once may be there the next time.
  known.catch(() => read.delete(name));
  return known;
}

/** The SVG of a panel, drawn in the browser as it would be while the site is built. No expression is run as code. */
export async function drawPanel(
  id: string,
  panel: Panel,
  { size, label }: { size: ChartSize; label: string },
): Promise<string> {
  const runtime = await templateOf(`${id}-${panel.template}-${size}`);
  const options = { renderer: 'none' as const, logger: silent, expr: expressionInterpreter };
  return tidySvg(await drawIn(new View(runtime, options), panel), { ...frames[size], label });
}
