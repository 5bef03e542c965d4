import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

interface Diagnostic {
  readonly message: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

interface Position {
  readonly line: number;
  readonly character: number;
}

/** A file as an editor has it open. Lines and columns count from 0. */
interface OpenFile {
  /** What the server finds wrong in it. */
  readonly diagnostics: () => Promise<readonly Diagnostic[]>;
  /** Labels of what the server offers. */
  readonly complete: (at: Position) => Promise<readonly string[]>;
  /** What it shows of what stands there; empty: nothing. */
  readonly hover: (at: Position) => Promise<string>;
}

export interface LanguageServer {
  /** Each path once: what the server says of a file names no version of its text. */
  readonly open: (path: string, text: string) => OpenFile;
  readonly close: () => Promise<void>;
}

/** By the sections that the server asks for, yaml first. No catalogue of schemas from the network. */
const SETTINGS = [{ validate: true, hover: true, completion: true, schemaStore: { enable: false } }, {}, {}, {}];

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly uri: string; readonly diagnostics: Diagnostic[] };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** The yaml-language-server that editors run, as a process, spoken to as an editor does: LSP over its standard streams. */
export async function languageServer(): Promise<LanguageServer> {
  const program = createRequire(import.meta.url).resolve("yaml-language-server/bin/yaml-language-server");
  const child = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = new Map<number, (message: Message) => void>();
  const found = new Map<string, readonly Diagnostic[]>();
  const waiting: { readonly uri: string; readonly give: (found: readonly Diagnostic[]) => void }[] = [];
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  let last = 0;

  const send = (message: object) => {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  const request = (method: string, params: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      last += 1;
      answers.set(last, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result)));
      send({ id: last, method, params });
    });
  const receive = (message: Message) => {
    const { id, method, params } = message;
    if (method === undefined) return answers.get(id as number)?.(message);
    if (id !== undefined) return send({ id, result: method === "workspace/configuration" ? SETTINGS : null });
    if (method !== "textDocument/publishDiagnostics" || params === undefined) return;
    found.set(params.uri, params.diagnostics);
    for (const { give } of waiting.filter(({ uri }) => uri === params.uri)) give(params.diagnostics);
  };
  messagesOf(child.stdout, receive);

  await request("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
  send({ method: "initialized", params: {} });
  return {
    open: (path, text) => {
      const uri = pathToFileURL(path).href;
      const textDocument = { uri, languageId: "yaml", version: 1, text };
      send({ method: "textDocument/didOpen", params: { textDocument } });
      const at = (position: Position) => ({ textDocument: { uri }, position });
      return {
        diagnostics: () => {
          const known = found.get(uri);
          return known ? Promise.resolve(known) : new Promise((give) => waiting.push({ uri, give }));
        },
        complete: async (position) => {
          const result = (await request("textDocument/completion", at(position))) as { items: { label: string }[] };
          return result.items.map(({ label }) => label);
        },
        hover: async (position) => {
          const result = (await request("textDocument/hover", at(position))) as { contents: { value: string } } | null;
          return result?.contents.value ?? "";
        },
      };
    },
    close: async () => {
      await request("shutdown", {});
      send({ method: "exit" });
      await ended;
    },
  };
}

/** Each message of a stream as it comes: a length, an empty line, and so many bytes of JSON. */
function messagesOf(stream: NodeJS.ReadableStream, receive: (message: Message) => void): void {
  let rest = Buffer.alloc(0);
  stream.on("data", (data: Buffer) => {
    rest = Buffer.concat([rest, data]);
    for (;;) {
      const end = rest.indexOf("\r\n\r\n");
      const length = Number(/Content-Length: (\d+)/i.exec(rest.subarray(0, Math.max(end, 0)).toString())?.[1]);
      if (end === -1 || rest.length < end + 4 + length) return;
      const text = rest.subarray(end + 4, end + 4 + length).toString();
      rest = rest.subarray(end + 4 + length);
      receive(JSON.parse(text) as Message);
    }
  });
}
