/**
 * What one run has read from disk, so that many targets that name the same files read them once: a config, a state file,
 * a package. It lives as long as the run, since files may be others by the next one. What belongs to a state path is let go
 * once every target that uses the path is done.
 */
export class Reading {
  private readonly kept = new Map<string, { readonly value: Promise<unknown>; readonly holders: Set<string> }>();
  private readonly keysOf = new Map<string, Set<string>>();
  private readonly users = new Map<string, number>();
  private readonly pathsOf = new Map<string, Set<string>>();
  private readonly numbers = new WeakMap<object, number>();
  private count = 0;
  /** Texts that files will have, by absolute path: they are read in the place of what is on disk. */
  readonly instead: ReadonlyMap<string, string>;

  constructor(instead: ReadonlyMap<string, string> = new Map()) {
    this.instead = instead;
  }

  /**
   * Gives what was made for a key, or makes it; all who ask get the same. `holders`: the state paths that it belongs to,
   * none: it is kept to the end.
   */
  once<T>(key: string, holders: Iterable<string>, make: () => Promise<T>): Promise<T> {
    let entry = this.kept.get(key);
    if (entry === undefined) {
      entry = { value: make(), holders: new Set() };
      this.kept.set(key, entry);
    }
    for (const holder of holders) {
      entry.holders.add(holder);
      const keys = this.keysOf.get(holder);
      if (keys) keys.add(key);
      else this.keysOf.set(holder, new Set([key]));
    }
    return entry.value as Promise<T>;
  }

  /** One more target will use these state paths. */
  expect(paths: readonly string[]): void {
    for (const path of paths) this.users.set(path, (this.users.get(path) ?? 0) + 1);
  }

  /** A target that was expected has no more use for these state paths. */
  done(paths: readonly string[]): void {
    for (const path of paths) {
      const left = (this.users.get(path) ?? 0) - 1;
      this.users.set(path, left);
      if (left === 0) this.drop(path);
    }
  }

  /** Which of some state paths fewest targets still use. */
  rarest(paths: readonly string[]): readonly string[] {
    const [first, ...rest] = paths;
    if (first === undefined) return [];
    const left = (path: string) => this.users.get(path) ?? Number.POSITIVE_INFINITY;
    return [rest.reduce((best, path) => (left(path) < left(best) ? path : best), first)];
  }

  /** A file was found through a state path. */
  foundThrough(file: string, path: string): void {
    const paths = this.pathsOf.get(file);
    if (paths) paths.add(path);
    else this.pathsOf.set(file, new Set([path]));
  }

  /** The state paths that a file was found through. */
  through(file: string): ReadonlySet<string> {
    return this.pathsOf.get(file) ?? new Set();
  }

  /** A number that stands for just this object, in a key. */
  numberOf(object: object): number {
    let number = this.numbers.get(object);
    if (number === undefined) {
      this.count += 1;
      number = this.count;
      this.numbers.set(object, number);
    }
    return number;
  }

  private drop(path: string): void {
    for (const key of this.keysOf.get(path) ?? []) {
      const entry = this.kept.get(key);
      entry?.holders.delete(path);
      if (entry?.holders.size === 0) this.kept.delete(key);
    }
    this.keysOf.delete(path);
  }
}
