/** What pages print, from the integration of the site that is being built or served. */
declare module 'virtual:perfolio' {
  // A declaration of this kind cannot hold an import of a relative path.
  // eslint-disable-next-line @typescript-eslint/consistent-type-imports
  type Site = import('./site/site.ts').Site;
  // eslint-disable-next-line @typescript-eslint/consistent-type-imports
  type CollectionsOf = typeof import('./site/mdx/collections.ts').collectionsOf;
  /** The texts that pages render, as the site builder reads them. */
  export const collectionsOf: CollectionsOf;
  /** Everything that the pages show. */
  export const site: Site['workspace'];
  /** The comparisons that have pages. */
  export const comparisons: Site['comparisons'];
  /** Which pages can be reused from the last build. */
  export const incremental: Site['incremental'];
  /** Reports a report page that is rendered, not reused. */
  export const rendered: Site['rendered'];
  export const paths: Site['paths'];
  /** True if a start page over several projects is one folder above the site. */
  export const hasStart: boolean;
}
