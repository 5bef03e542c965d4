import { workspace } from "./cli.ts";
import { inProcess, type Said } from "./in-process.ts";
import type { ModelHttp } from "./model-http.ts";

const PARTS = `from iop import BusinessOperation

class In(BusinessOperation):
    pass

class Out(BusinessOperation):
    pass
`;

interface Told {
  readonly pool?: number;
  readonly path?: string;
  readonly version?: string;
  /** Keys besides. */
  readonly more?: string;
  /** Items besides. */
  readonly items?: string;
}

/** A namespace of two items whose code is a package, as files. */
export function demoFiles({
  pool = 1,
  path = "/in",
  version = "1",
  more = "",
  items = "",
}: Told = {}): Record<string, string> {
  return {
    "s.iop.yaml": `version: 1
default: Demo.Production
state: running
packages:
  demo: { path: demo, components: { Python.In: parts.In, Python.Out: parts.Out } }
productions:
  Demo.Production:
    items:
      In: { classname: Python.In, settings: { Host: { path: ${path} } } }   # reads
      Out: { classname: Python.Out, pool_size: ${pool} }
${items}${more}`,
    "demo/parts.py": `"""${version}"""\n${PARTS}`,
  };
}

export interface Space {
  readonly dir: string;
  readonly write: (files: Readonly<Record<string, string>>) => void;
  readonly iopctl: (...args: string[]) => Promise<Said>;
  /** As above, with what a person types. */
  readonly typing: (input: string, ...args: string[]) => Promise<Said>;
  /** As above, until the signal. */
  readonly stoppedBy: (signal: AbortSignal, ...args: string[]) => Promise<Said>;
  readonly remove: () => void;
}

/** A folder with these files, and the program in it, in this process. */
export function spaceOn(server: Pick<ModelHttp, "env">, files: Readonly<Record<string, string>> = demoFiles()): Space {
  const { dir, write, remove } = workspace(files);
  const run = (args: readonly string[], input?: string) =>
    inProcess(args, { cwd: dir, env: { ...server.env }, ...(input === undefined ? {} : { input, columns: 200 }) });
  const stoppedBy = (signal: AbortSignal, ...args: string[]) =>
    inProcess(args, { cwd: dir, env: { ...server.env }, signal });
  return {
    dir,
    write,
    stoppedBy,
    remove,
    iopctl: (...args) => run(args),
    typing: (input, ...args) => run(args, input),
  };
}
