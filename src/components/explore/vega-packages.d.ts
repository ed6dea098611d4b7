/** The parts of Vega come without types of their own. */
declare module 'vega-dataflow' {
  export const transforms: Record<string, unknown>;
}
declare module 'vega-transforms' {
  export const aggregate: unknown;
  export const collect: unknown;
  export const facet: unknown;
  export const filter: unknown;
  export const formula: unknown;
  export const proxy: unknown;
  export const relay: unknown;
  export const sieve: unknown;
}
declare module 'vega-view-transforms' {
  export const bound: unknown;
  export const mark: unknown;
  export const render: unknown;
  export const viewlayout: unknown;
}
declare module 'vega-encode' {
  export const axisticks: unknown;
  export const datajoin: unknown;
  export const encode: unknown;
  export const scale: unknown;
  export const sortitems: unknown;
}
declare module 'vega-view' {
  export { View } from 'vega';
}
