export interface Limits {
  readonly entries: number;
  /** Of all entries together, in the measure that `set` is given. */
  readonly size: number;
}

export interface BoundedMap<Value> {
  readonly get: (key: string) => Value | undefined;
  /** A value that is set again counts as new. */
  readonly set: (key: string, value: Value, size: number) => void;
  readonly delete: (key: string) => void;
}

/** Holds so much and no more: the oldest go first. `onDrop` is told of each value that is no longer held. */
export function boundedMap<Value>(limits: Limits, onDrop: (value: Value) => void): BoundedMap<Value> {
  const held = new Map<string, { readonly value: Value; readonly size: number }>();
  let total = 0;
  const drop = (key: string): void => {
    const entry = held.get(key);
    if (!entry) return;
    held.delete(key);
    total -= entry.size;
    onDrop(entry.value);
  };
  return {
    get: (key) => held.get(key)?.value,
    delete: drop,
    set(key, value, size) {
      drop(key);
      held.set(key, { value, size });
      total += size;
      for (const oldest of held.keys()) {
        if (held.size <= limits.entries && total <= limits.size) break;
        drop(oldest);
      }
    },
  };
}
