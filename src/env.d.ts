/// <reference types="astro/client" />

/** Outside Astro's own check, a component is only known to be one. */
declare module '*.astro' {
  const component: import('astro/runtime/server/index.js').AstroComponentFactory;
  export default component;
}
