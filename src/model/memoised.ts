/** A function that makes a value when it is asked for, and makes it again if nobody has used it for long: memory is scarcer than time. */
export function weaklyKept<Value extends object>(make: () => Value): () => Value {
  let known: WeakRef<Value> | null = null;
  return () => {
    const found = known?.deref();
    if (found !== undefined) return found;
    const value = make();
    known = new WeakRef(value);
    return value;
  };
}

/** A function that computes once per object; what it gave is kept as long as the object is. */
export function memoised<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found.value;
    const value = compute(key);
    known.set(key, { value });
    return value;
  };
}
