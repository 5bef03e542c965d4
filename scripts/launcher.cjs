#!/usr/bin/env node
// What was compiled when the program was built counts for just that Node. Another one compiles it anew, and from Node 22 on
// keeps what it compiled for the next start.
const { closeSync, fstatSync, openSync, readSync } = require("node:fs");
const { Script } = require("node:vm");

// All files are read into the same memory: its first use is what costs a start most of their reading.
let memory = Buffer.alloc(0);

function read(handle) {
  const { size } = fstatSync(handle);
  if (memory.length < size) memory = Buffer.allocUnsafeSlow(Math.max(size, 400_000));
  const bytes = memory.subarray(0, size);
  for (let done = 0; done < size; ) {
    const count = readSync(handle, bytes, done, size - done);
    if (count === 0) throw new Error("a file of the program is shorter than it was");
    done += count;
  }
  closeSync(handle);
  return bytes;
}

function load(part) {
  const filename = `${__dirname}/${part}.cjs`;
  try {
    const compiled = openSync(`${__dirname}/${part}-${process.version}-${process.arch}.bin`);
    const source = read(openSync(filename)).latin1Slice();
    return new Script(source, { filename, cachedData: read(compiled) }).runInThisContext();
  } catch {
    require("node:module").enableCompileCache?.();
    let what = "is not as it was built";
    try {
      const found = require(filename);
      if (typeof found === "function") return found;
    } catch (error) {
      if (!(error instanceof SyntaxError)) what = "cannot be read";
    }
    throw new Error(`this installation of iopctl is damaged: ${filename} ${what}. Install it again.`);
  }
}

let begin;
try {
  begin = load("program");
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exit(1);
}
begin(load, require, (name) => import(name), {
  get url() {
    return require("node:url").pathToFileURL(__filename).href;
  },
});
