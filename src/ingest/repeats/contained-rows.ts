/** How many of the hashes are in another list too, each counted as often as it occurs there. Both ascend. */
export function sharedRows(hashes: Float64Array, others: Float64Array): number {
  let shared = 0;
  let i = 0;
  let k = 0;
  while (i < hashes.length && k < others.length) {
    const own = hashes[i] ?? 0;
    const other = others[k] ?? 0;
    if (own === other) {
      shared++;
      i++;
      k++;
    } else if (own < other) i++;
    else k++;
  }
  return shared;
}

/** All hashes of several lists, ascending. */
export function unionOf(lists: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(lists.reduce((sum, list) => sum + list.length, 0));
  let filled = 0;
  for (const list of lists) {
    all.set(list, filled);
    filled += list.length;
  }
  return all.sort();
}
