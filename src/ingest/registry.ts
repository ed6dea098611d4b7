import type { Adapter } from './adapter.ts';
import { tidyRequests } from './formats/tidy-requests.ts';

/** Every format that is read, in the order in which they are tried. */
export const adapters: readonly Adapter[] = [
  //
  tidyRequests,
];

/** The adapter of an id; undefined where there is none. */
export const adapterById = (id: string): Adapter | undefined => adapters.find((adapter) => adapter.id === id);
