/// <reference types="astro/client" />

/** Outside Astro's own check, a component is only known to be one. */
declare module '*.astro' {
  import type { AstroComponentFactory } from 'astro/runtime/server/index.js';

  const component: AstroComponentFactory;
  export default component;
}
