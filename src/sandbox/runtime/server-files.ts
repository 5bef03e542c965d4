/** The server's files as a call brings them: by absolute path, and the directories that hold them. */
export interface Files {
  readonly files: Readonly<Record<string, string>>;
  readonly directories: readonly string[];
}

/** What makes an interpreter's files the server's. `gone` absent: `files` are all, and what else it has of them goes. */
export interface FilesSent extends Files {
  readonly gone?: readonly string[];
}

/**
 * What an interpreter has of the server's files, so that it is told what is another only: an upload costs what its own
 * package does, however many there are. What nobody can be sure of is sent, and read back, whole.
 */
export class ServerFiles {
  private readonly files = new Map<string, string>();
  private readonly directories = new Set<string>();
  private sure = true;

  /** Whether the interpreter has just these, and was told of each. */
  get isSure(): boolean {
    return this.sure;
  }

  /** Authors' code changed some. */
  doubt(): void {
    this.sure = false;
  }

  /** A new interpreter has none. */
  begin(): void {
    this.files.clear();
    this.directories.clear();
    this.sure = true;
  }

  /** What to send, and takes note that it is sent. */
  lacking({ files, directories }: Files): FilesSent {
    if (!this.sure) {
      this.begin();
      this.note(Object.entries(files), directories);
      // Of what came of them meanwhile nothing is known before they are read back.
      this.sure = false;
      return { files, directories };
    }
    const changed = Object.entries(files).filter(([path, text]) => this.files.get(path) !== text);
    const added = directories.filter((path) => !this.directories.has(path));
    const gone = this.files.size + changed.length > Object.keys(files).length ? this.gone(files) : [];
    for (const path of gone) this.files.delete(path);
    if (this.directories.size + added.length > directories.length) {
      this.directories.clear();
      this.note([], directories);
    }
    this.note(changed, added);
    return { files: Object.fromEntries(changed), directories: added, gone };
  }

  private note(files: readonly (readonly [string, string])[], directories: readonly string[]): void {
    for (const [path, text] of files) this.files.set(path, text);
    for (const path of directories) this.directories.add(path);
  }

  private gone(files: Readonly<Record<string, string>>): string[] {
    return [...this.files.keys()].filter((path) => !Object.hasOwn(files, path));
  }

  /**
   * All files of the server, where those below `roots` are just the `found` ones. `now`: the server's; what was placed since
   * they were sent stays, another call brings it.
   */
  after(
    now: Readonly<Record<string, string>>,
    roots: readonly string[],
    found: Readonly<Record<string, string>>,
  ): Readonly<Record<string, string>> {
    const below = new Set(roots);
    const all = new Map<string, string>();
    for (const [path, text] of Object.entries(now))
      if (this.files.get(path) !== text || !isBelow(path, below)) all.set(path, text);
    for (const path of this.files.keys()) if (isBelow(path, below)) this.files.delete(path);
    for (const [path, text] of Object.entries(found)) {
      // The text that is there already is kept: who compares them need not look through them.
      const same = Object.hasOwn(now, path) && now[path] === text ? (now[path] as string) : text;
      this.files.set(path, same);
      if (!all.has(path)) all.set(path, same);
    }
    this.sure = true;
    return Object.fromEntries(all);
  }
}

function isBelow(path: string, roots: ReadonlySet<string>): boolean {
  for (let above = path; above !== ""; above = above.slice(0, above.lastIndexOf("/")))
    if (roots.has(above)) return true;
  return false;
}
