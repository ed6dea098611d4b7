import type { View } from 'vega';

/** What is read of Vega's scene: a mark holds items, and an item of a group holds marks. */
interface Mark {
  readonly role?: string;
  readonly marktype: string;
  readonly items: Item[];
}

/** The roles of marks that stand for rows. */
const dataRoles: ReadonlySet<string> = new Set(['mark', 'scope']);

interface Item {
  readonly datum: { readonly index?: number };
  readonly items?: readonly Mark[];
}

/**
 * Puts the scene of a view that drew before into the order of a fresh one. A view finds ticks and groups again by their
 * values, and those that stay come before the new ones: the drawing is the same, but its text would depend on what was
 * drawn before. Ticks go by their place on the axis, groups by the first of their rows.
 */
export function putInOrder(view: View): void {
  const { root } = view.scenegraph() as unknown as { readonly root: Mark };
  orderMark(root);
}

function orderMark({ role = '', marktype, items }: Mark): void {
  const isData = dataRoles.has(role);
  if (role.startsWith('axis-')) items.sort((a, b) => (a.datum.index ?? 0) - (b.datum.index ?? 0));
  if (isData && marktype === 'group') sortBy(items, firstRow);
  if (marktype === 'group') for (const item of items) for (const mark of item.items ?? []) orderMark(mark);
}

function sortBy(items: Item[], placeOf: (item: Item) => number): void {
  const places = new Map(items.map((item) => [item, placeOf(item)]));
  items.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}

/** The least number that Vega gave to a row of an item or of what it holds; it numbers rows as they come. */
function firstRow({ datum, items }: Item): number {
  if (items === undefined) return rowNumber(datum);
  let least = Infinity;
  for (const mark of items)
    if (dataRoles.has(mark.role ?? ''))
      for (const item of mark.items) least = Math.min(least, firstRow(item));
  return least;
}

/** Vega keeps the number under a symbol that it does not export. */
function rowNumber(datum: object): number {
  const key = Object.getOwnPropertySymbols(datum).find(({ description }) => description === 'vega_id');
  return key === undefined ? 0 : ((datum as Record<symbol, number>)[key] ?? 0);
}
