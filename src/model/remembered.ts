/** The same function, whose work is done once for each name: for names that many things share. It must be pure. */
export function remembered<T>(work: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const answer = known.get(name);
    if (answer !== undefined || known.has(name)) return answer as T;
    const found = work(name);
    known.set(name, found);
    return found;
  };
}

/** A value that is worked out when it is asked for first, and once. */
export function onDemand<T>(work: () => T): () => T {
  let found: { readonly value: T } | undefined;
  return () => {
    found ??= { value: work() };
    return found.value;
  };
}
